package import Core

/// An archive with the files that hold it.
package struct CataloguedArchive: Hashable, Sendable {
  package var id: ArchiveID
  package var record: ArchiveRecord
  /// By path; at least one.
  package var paths: [FilePath]

  package init(id: ArchiveID, record: ArchiveRecord, paths: [FilePath]) {
    self.id = id
    self.record = record
    self.paths = paths
  }
}

/// What a scan compares an archive on disk with.
package struct KnownArchive: Hashable, Sendable {
  package var identity: FileIdentity
  /// `nil` for one that could not be read.
  package var archive: ArchiveID?
  package var failureCode: String?
  /// Whether its content was read by the version that was asked for.
  package var isCurrent: Bool
}

/// An archive that could not be read.
package struct FailedArchive: Hashable, Sendable {
  package var path: FilePath
  package var failure: FileFailure
}
