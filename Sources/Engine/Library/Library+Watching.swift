package import Core
import Files
package import Ingest

/// What happens while folders are watched.
package enum WatchStep: Sendable {
  case progress(IndexProgress)
  /// The folders are as they were when the watch began.
  case indexed(IndexReport)
  /// From here on changes are waited for, in this many folders.
  case watching(folders: Int)
  /// What changed was indexed again.
  case changed([FilePath], IndexReport)
}

extension Library {
  /// Indexes folders, then goes on indexing what changes in them. Nothing that changes in between
  /// is missed: the watches are placed first.
  ///
  /// - Throws: `Cancelled`, the usual end; `watch.limit`; what ``index(_:options:cancellation:onEvent:)``
  ///   and `onStep` throw.
  package func watch(
    _ roots: [FilePath], options: IndexOptions = IndexOptions(),
    cancellation: CancellationToken, onStep: (WatchStep) throws -> Void
  ) throws -> Never {
    let roots = roots.map { (try? $0.resolved()) ?? $0 }
    let watcher = try FolderWatcher(roots: roots, options: options.scan)
    let report = try index(roots, options: options, cancellation: cancellation) { event in
      if case .progress(let progress) = event { try? onStep(.progress(progress)) }
    }
    try cancellation.check()
    try onStep(.indexed(report))
    try onStep(.watching(folders: watcher.watchedFolderCount))
    while true {
      try watcher.run(cancellation: cancellation) { paths in
        let places = Self.existingPlaces(of: paths, below: roots)
        var options = options
        // A folder below a root that has become empty was emptied; a root may be a lost disk.
        options.acceptsEmptyRoots = options.acceptsEmptyRoots || places.isDisjoint(with: roots)
        let report = try index(places.sorted(), options: options, cancellation: cancellation)
        try cancellation.check()
        try onStep(.changed(paths, report))
      }
    }
  }

  /// Each path, or the nearest folder above it that is there: what is gone shows in a scan of the
  /// folder that held it.
  private static func existingPlaces(
    of paths: [FilePath], below roots: [FilePath]
  ) -> Set<FilePath> {
    Set(
      paths.map { path in
        var place = path
        while !roots.contains(place), (try? place.resolved()) == nil, let parent = place.parent {
          place = parent
        }
        return place
      })
  }
}
