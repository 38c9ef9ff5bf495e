package import Catalogue
package import Core
import Review

/// What a library holds.
package struct LibraryStatus: Sendable {
  package var folder: FilePath
  package var roots: [CataloguedRoot]
  package var statistics: CatalogueStatistics
  /// Groups of the last search for duplicates; `nil` before the first.
  package var duplicateGroups: Int?
  package var lastSearch: Timestamp?
  /// Pictures waiting in review folders.
  package var stagedItems: Int
  /// Files waiting there, companions among them.
  package var stagedFiles: Int
  package var stagedBytes: Int64
  /// `nil` where pictures have vectors as wholes only.
  package var crops: CropTotals?
}

/// The vectors that a library has of salient parts of pictures.
package struct CropTotals: Hashable, Sendable {
  /// At most, a picture.
  package var each: Int
  package var pictureCount: Int
  package var vectorCount: Int
}

extension Library {
  package func status() throws -> LibraryStatus {
    let reader = reader
    let run = try reader.lastDuplicateRun().flatMap { try reader.duplicateRun($0) }
    let staged = try stagedItems()
    return LibraryStatus(
      folder: folder, roots: try reader.roots(), statistics: try reader.statistics(),
      duplicateGroups: run?.groups.count, lastSearch: run?.finishedAt,
      stagedItems: staged.count, stagedFiles: staged.reduce(0) { $0 + $1.files.count },
      stagedBytes: staged.reduce(0) { $0 + $1.byteCount }, crops: try cropTotals())
  }

  /// Files that could not be read or decoded, by path.
  package func failures() throws -> [CataloguedFile] {
    try reader.files(in: .failed).sorted { $0.path < $1.path }
  }
}
