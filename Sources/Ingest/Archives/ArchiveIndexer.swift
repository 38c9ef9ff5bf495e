package import Archives
package import Catalogue
package import Core
import Files
import Synchronization

/// Brings what a catalogue knows of archives up to date with folders.
///
/// The archives are listed, compared with what is known, and read by as many threads as there are
/// processors. Each is committed when it is read, so that a run that ends early is gone on with.
package struct ArchiveIndexer: Sendable {
  private let catalogue: Catalogue
  private let owner: Owner
  private let options: IndexOptions
  private let processor: ArchiveProcessor

  package init(
    catalogue: Catalogue, owner: Owner = .local, options: IndexOptions = IndexOptions(),
    limits: ArchiveLimits = .standard
  ) {
    self.catalogue = catalogue
    self.owner = owner
    self.options = options
    processor = ArchiveProcessor(limits: limits)
  }

  /// Indexes the archives in folders, or single ones. Blocks.
  ///
  /// - An unchanged archive (inode, size, time) costs nothing but its listing; one whose content is
  ///   known is not looked into.
  /// - One that is gone, or no longer asked for, is forgotten, but not when its root is gone or
  ///   empty or its disk seems not to be mounted.
  ///
  /// - Parameter onProgress: called about ten times a second, on any of the threads; the second
  ///   number is how many there are in all.
  /// - Throws: a fault when a glob is malformed, or the catalogue cannot be read or written.
  package func index(
    _ roots: [FilePath], cancellation: CancellationToken = CancellationToken(),
    onProgress: @Sendable (ArchiveReport, Int) -> Void = { _, _ in }
  ) throws -> ArchiveReport {
    let began = ContinuousClock.now
    let roots = roots.map { root in (try? root.resolved()) ?? root }
    let present = roots.filter { root in
      guard case .present(_, let isFolder) = FileStatus(of: root) else { return false }
      return !isFolder || options.acceptsEmptyRoots || !FileStatus.isEmptyFolder(root)
    }
    var unseen = try catalogue.reader(owner: owner).knownArchives(
      below: present, version: ArchiveProcessor.version)
    let run = ArchiveRun(catalogue, owner, processor, options.maximumBytes, cancellation)
    do {
      let work = try list(present, &unseen, run, cancellation)
      let total = run.report.withLock { $0.found }
      let lastTold = Mutex(ContinuousClock.now)
      WorkerThreads.forEach(work.count, threads: options.workers) { index in
        run.work(on: work[index])
        let isDue = lastTold.withLock { told in
          guard ContinuousClock.now - told > .milliseconds(100) else { return false }
          told = .now
          return true
        }
        if isDue { onProgress(run.report.withLock { $0 }, total) }
      }
      try run.throwIfBroken()
      try cancellation.check()
      try forget(unseen, run)
    } catch is Cancelled {
      run.report.withLock { $0.wasCancelled = true }
    }
    var report = run.report.withLock { $0 }
    report.issues.sort { ($0.path ?? FilePath("")) < ($1.path ?? FilePath("")) }
    report.seconds = (ContinuousClock.now - began) / .seconds(1)
    return report
  }

  /// The archives that are to be read; takes those that the scan lists off `unseen`.
  private func list(
    _ roots: [FilePath], _ unseen: inout [FilePath: KnownArchive], _ run: ArchiveRun,
    _ cancellation: CancellationToken
  ) throws -> [ScannedFile] {
    var scan = options.scan
    scan.extensions = ArchiveFormat.extensions
    var work: [ScannedFile] = []
    try FolderScanner(roots: roots, options: scan).scan(cancellation: cancellation) { event in
      // What cannot be listed was told by the index of pictures.
      guard case .picture(let file) = event,
        ArchiveFormat.isArchive(file.path)
      else { return }
      let known = unseen.removeValue(forKey: file.path)
      run.report.withLock { $0.found += 1 }
      guard let known, !options.rereadsUnchanged,
        file.identity.isUnchanged(since: known.identity)
      else { return work.append(file) }
      if known.archive == nil {
        let isTried = options.retriesFailed || Fault.isPassing(known.failureCode ?? "")
        if isTried { return work.append(file) }
        run.report.withLock { $0.stillFailed += 1 }
      } else if known.isCurrent {
        run.report.withLock { $0.unchanged += 1 }
      } else {
        work.append(file)
      }
    }
    return work
  }

  private func forget(_ unseen: [FilePath: KnownArchive], _ run: ArchiveRun) throws {
    var absence = Absence()
    let gone = unseen.sorted { $0.key < $1.key }.filter { path, known in
      switch absence.finding(at: path, device: known.identity.device) {
      case .present, .removed: true
      case .unmounted, .unknown: false
      }
    }.map(\.key)
    run.report.withLock { $0.missing = gone.count }
    // Contents that a changed file held before have no path any more either.
    let hasChanged = run.report.withLock { $0.indexed + $0.linked + $0.failed > 0 }
    guard !gone.isEmpty || hasChanged else { return }
    try catalogue.writer(owner: owner).transaction { try $0.removeArchiveFiles(gone) }
  }
}
