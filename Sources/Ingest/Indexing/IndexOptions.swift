package import Files
package import Quality

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How folders are indexed.
package struct IndexOptions: Sendable {
  /// What is listed and what is passed over.
  package var scan = ScanOptions()
  /// Threads that read and decode.
  package var workers = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  /// In bytes; a larger file fails.
  package var maximumBytes: Int64 = 1 << 30
  /// Whether files that failed and did not change since are tried again.
  package var retriesFailed = false
  /// Whether every file is read again, though size, time and inode say that it is unchanged.
  package var rereadsUnchanged = false
  /// Whether a root that has become an empty folder is believed, rather than taken for a disk that
  /// is not mounted.
  package var acceptsEmptyRoots = false
  /// Judges the quality of every picture that was not judged by it before; `nil` to leave quality
  /// alone.
  package var assessor: QualityAssessor?
  /// Gives every picture that is decoded a vector as well; `nil` for none.
  package var model: PictureModel?
  /// How many outcomes are committed at a time; fewer when they come slowly.
  package var batchCount = 200

  package init() {}
}
