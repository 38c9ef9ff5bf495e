package import Core
package import Review

/// What arranging would do: the folders and every file in them. Nothing has been changed.
package struct Arrangement: Sendable {
  package struct Folder: Sendable {
    /// `cluster-001`, of the most files, then `cluster-002`; or `alone`.
    package let name: FilePath
    /// The mean cosine of all pairs of pictures; `nil` of those that are in no cluster.
    package let cohesion: Float?
    /// In the order of the cluster, by likeness to its first picture.
    package let units: [ReviewPlan.Unit]

    package var pictureCount: Int {
      units.reduce(0) { $0 + $1.files.count { $0.isRequested } }
    }
    package var fileCount: Int { units.reduce(0) { $0 + $1.files.count } }
  }

  package let target: FilePath
  package let space: VectorSpace
  package let folders: [Folder]
  package let plan: ReviewPlan
  /// The words of the marks beside pictures, by path; pictures without any are left out.
  package let marks: [FilePath: [String]]
  /// Pictures that are in no cluster and stay where they are.
  package let alone: Int
  /// Files in reference folders, which never move.
  package let references: Int
  /// Pictures without a vector.
  package let lacking: Int
  /// Whether the target lies in a folder that is indexed.
  package let isIndexed: Bool
}
