import Catalogue
import Core
import Files
import Synchronization

/// One index while it goes on: its threads, its queues and the batch being gathered.
struct IndexRun: ~Copyable {
  private let options: IndexOptions
  private let cancellation: CancellationToken
  private let started = ContinuousClock.now
  /// Long, so that the scan of all but the largest folders ends soon and the total is known; 16 MB
  /// at most.
  private let work = BoundedQueue<ScannedFile>(capacity: 1 << 16)
  private let outcomes: BoundedQueue<Outcome>
  private let scan: ScanWorker
  private var threads = ThreadTeam()
  private var writer: OutcomeWriter
  private var lastCommit = ContinuousClock.now
  private var lastProgress: ContinuousClock.Instant?

  /// Starts the scan and the workers.
  init(
    _ scanner: FolderScanner, _ difference: FolderDifference, worker: FileWorker,
    writer: CatalogueWriter, options: IndexOptions, cancellation: CancellationToken
  ) {
    self.options = options
    self.cancellation = cancellation
    outcomes = BoundedQueue(capacity: 2 * options.batchCount)
    scan = ScanWorker(scanner: scanner, work: work, outcomes: outcomes)
    self.writer = OutcomeWriter(writer: writer, claims: worker.claims)
    start(difference, worker)
  }

  /// The last thread to end closes the queue of outcomes.
  private mutating func start(_ difference: FolderDifference, _ worker: FileWorker) {
    let (scan, outcomes, cancellation) = (scan, outcomes, cancellation)
    let model = worker.processor.pictureModel
    let indexWorker = IndexWorker(
      files: work, outcomes: outcomes, worker: worker, model: model,
      batch: model.map { DynamicBatch($0.model) }, cancellation: cancellation)
    let running = Countdown(options.workers + 1)
    threads.start {
      scan.run(difference, cancellation: cancellation)
      if running.isLast() { outcomes.close() }
    }
    for _ in 0..<options.workers {
      threads.start {
        indexWorker.run()
        if running.isLast() { outcomes.close() }
      }
    }
  }

  /// Commits outcomes as they come until there are no more. The threads have ended when it returns
  /// or throws.
  mutating func commitUntilDone(_ onEvent: (IndexEvent) -> Void) throws {
    defer { threads.join() }
    do {
      while let some = outcomes.popAll(waiting: 100) {
        writer.add(some)
        if isCommitDue { try commit(onEvent) }
        tellProgress(onEvent)
      }
      try commit(onEvent)
    } catch {
      work.abandon()
      outcomes.abandon()
      throw error
    }
  }

  /// What is not committed is lost with the process, so batches are short; a commit waits for no
  /// disk.
  private var isCommitDue: Bool {
    writer.pendingCount >= options.batchCount
      || lastCommit.duration(to: .now) > .milliseconds(300)
  }

  private mutating func commit(_ onEvent: (IndexEvent) -> Void) throws {
    for event in try writer.commit() { onEvent(event) }
    lastCommit = .now
  }

  private mutating func tellProgress(_ onEvent: (IndexEvent) -> Void) {
    if let lastProgress, lastProgress.duration(to: .now) < .milliseconds(100) { return }
    lastProgress = .now
    onEvent(.progress(progress))
  }

  private var progress: IndexProgress {
    var progress = IndexProgress()
    progress.counts = counts
    progress.uncommitted = writer.pendingCount
    progress.isScanning = scan.result == nil
    progress.seconds = started.duration(to: .now) / .seconds(1)
    return progress
  }

  private var counts: IndexCounts {
    var counts = writer.report.counts
    scan.add(to: &counts)
    return counts
  }

  /// Settles what the scan did not list, unless it was stopped, and sums up.
  mutating func finish(
    _ roots: [FilePath], _ onEvent: (IndexEvent) -> Void
  ) throws -> IndexReport {
    let scanned = try completeScan()
    if let scanned {
      let unlisted = UnlistedFiles(
        scanned.unseen, moved: writer.moved, troubled: scanned.troubled, roots: roots,
        acceptsEmptyRoots: options.acceptsEmptyRoots)
      for event in try writer.finish(unlisted) { onEvent(event) }
    }
    let progress = progress
    onEvent(.progress(progress))
    var report = writer.report
    report.counts = progress.counts
    report.seconds = progress.seconds
    report.wasCancelled = scanned == nil
    report.sortIssues()
    return report
  }

  /// What the scan found out; `nil` when it, or the work that followed, was stopped.
  private func completeScan() throws -> ScanWorker.Result? {
    switch scan.result {
    case .success(let result): return cancellation.isCancelled ? nil : result
    case .failure(is Cancelled), nil: return nil
    case .failure(let error): throw error
    }
  }
}

/// Tells the last of several threads that it is.
private final class Countdown: Sendable {
  private let remaining: Atomic<Int>

  init(_ count: Int) { remaining = Atomic(count) }

  func isLast() -> Bool { remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
}
