package import Core

/// What happens during an index, in the order in which it is committed.
package enum IndexEvent: Sendable {
  /// About ten times a second.
  case progress(IndexProgress)
  /// A picture was decoded and kept.
  case indexed(FilePath)
  /// A file's content was known already; nothing was decoded.
  case linked(FilePath)
  /// A known file now lies elsewhere; nothing was decoded.
  case moved(from: FilePath, to: FilePath)
  /// A known file is no longer there, or no longer asked for.
  case missing(FilePath)
  /// No picture could be made of a file.
  case failed(Fault)
  /// Something could not be listed, or an absence is not believed.
  case issue(Fault)
}

/// How far an index is.
package struct IndexProgress: Hashable, Sendable {
  package var counts = IndexCounts()
  /// Whether folders are still being listed, so that `counts.found` still grows.
  package var isScanning = true
  /// Files whose outcome is known and not yet committed; `counts` does not have them.
  package var uncommitted = 0
  /// Since the start.
  package var seconds = 0.0

  package init() {}

  /// How many of the found files are settled, or will be with the next commit.
  package var done: Int { counts.settled + uncommitted }
  /// Files settled a second, so far.
  package var rate: Double { seconds > 0 ? Double(done) / seconds : 0 }
}

/// Files by what became of them.
package struct IndexCounts: Hashable, Sendable {
  /// Files that the scan listed.
  package var found = 0
  /// As the last index left them.
  package var unchanged = 0
  /// Of those, with other marks beside them.
  package var marked = 0
  /// Decoded and kept.
  package var indexed = 0
  /// Of those, with a vector of the model.
  package var embedded = 0
  /// Known contents under a new path.
  package var linked = 0
  package var moved = 0
  package var missing = 0
  /// Failed in this run.
  package var failed = 0
  /// Failed before, unchanged, and therefore not tried again.
  package var stillFailed = 0
  /// Read in this run.
  package var bytesRead: Int64 = 0

  package init() {}

  var settled: Int { unchanged + indexed + linked + moved + failed + stillFailed }
}
