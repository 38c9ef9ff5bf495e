import Archives
package import Core
import Files
package import Ingest

/// What happens while folders are watched.
package enum WatchStep: Sendable {
  case progress(IndexProgress)
  /// The folders are as they were when the watch began.
  case indexed(IndexReport)
  /// So are the archives in them.
  case archives(ArchiveReport)
  /// From here on changes are waited for, in this many folders.
  case watching(folders: Int)
  /// What changed was indexed again.
  case changed([FilePath], IndexReport)
  /// Archives that changed were looked into again.
  case changedArchives([FilePath], ArchiveReport)
}

extension Library {
  /// Indexes folders, then goes on indexing what changes in them. Nothing that changes in between
  /// is missed: the watches are placed first.
  ///
  /// - Parameter withArchives: whether archives are looked into as well.
  /// - Throws: `Cancelled`, the usual end; `watch.limit`; what ``index(_:options:cancellation:onEvent:)``
  ///   and `onStep` throw.
  package func watch(
    _ roots: [FilePath], options: IndexOptions = IndexOptions(), withArchives: Bool = false,
    cancellation: CancellationToken, onStep: (WatchStep) throws -> Void
  ) throws -> Never {
    let roots = roots.map { (try? $0.resolved()) ?? $0 }
    var watched = options.scan
    if withArchives { watched.extensions.formUnion(ArchiveFormat.extensions) }
    let watcher = try FolderWatcher(roots: roots, options: watched)
    let report = try index(roots, options: options, cancellation: cancellation) { event in
      if case .progress(let progress) = event { try? onStep(.progress(progress)) }
    }
    try cancellation.check()
    try onStep(.indexed(report))
    if withArchives {
      let report = try indexArchives(roots, options: options, cancellation: cancellation)
      try cancellation.check()
      try onStep(.archives(report))
    }
    try onStep(.watching(folders: watcher.watchedFolderCount))
    while true {
      try watcher.run(cancellation: cancellation) { paths in
        let places = Self.existingPlaces(of: paths, below: roots)
        var options = options
        // A folder below a root that has become empty was emptied; a root may be a lost disk.
        options.acceptsEmptyRoots = options.acceptsEmptyRoots || places.isDisjoint(with: roots)
        // A file that is named is taken for a picture, whatever its name.
        let pictures = paths.filter { !withArchives || !ArchiveFormat.isArchive($0) }
        if !pictures.isEmpty {
          let report = try index(
            Self.existingPlaces(of: pictures, below: roots).sorted(), options: options,
            cancellation: cancellation)
          try cancellation.check()
          try onStep(.changed(pictures, report))
        }
        guard withArchives else { return }
        let archives = try indexArchives(
          places.sorted(), options: options, cancellation: cancellation)
        try cancellation.check()
        try onStep(.changedArchives(paths, archives))
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
