package import Core

/// What a rule sees of one choice: a file, or a whole set of them.
package struct KeepCandidate: Sendable {
  /// The files of the choice, in byte order of their paths; at least one.
  package var paths: [FilePath]
  /// Pixels and bytes of all its pictures together.
  package var area: Int
  package var byteSize: Int64
  /// The latest change of any of its files, nanoseconds since 1970.
  package var modified: Int64
  /// Filled-in fields of metadata of all its pictures.
  package var metadata: Int
  /// The place of its files among the preferred paths, smaller is better; for `path-priority`.
  package var priority: Int
  /// The mean quality score of its pictures, 0…1; `nil` where none was measured.
  package var quality: Double?
  package var isReference: Bool

  package init(
    paths: [FilePath], area: Int, byteSize: Int64, modified: Int64, metadata: Int,
    priority: Int = 0, quality: Double? = nil, isReference: Bool
  ) {
    self.paths = paths
    self.area = area
    self.byteSize = byteSize
    self.modified = modified
    self.metadata = metadata
    self.priority = priority
    self.quality = quality
    self.isReference = isReference
  }
}
