import Catalogue
import Core
import Files
import Synchronization

/// The scanning half of an index, on a thread of its own: lists the folders, compares, and hands on
/// what must be read.
final class ScanWorker: Sendable {
  /// What is known at the end of a scan that was not stopped.
  struct Result: Sendable {
    var unseen: [FilePath: KnownFile]
    /// Paths that could not be listed.
    var troubled: [FilePath]
  }

  private let scanner: FolderScanner
  private let work: BoundedQueue<ScannedFile>
  private let outcomes: BoundedQueue<Outcome>
  private let foundCount = Atomic<Int>(0)
  private let unchangedCount = Atomic<Int>(0)
  private let stillFailedCount = Atomic<Int>(0)
  private let finished = Mutex<Swift.Result<Result, any Error>?>(nil)

  init(
    scanner: FolderScanner, work: BoundedQueue<ScannedFile>, outcomes: BoundedQueue<Outcome>
  ) {
    self.scanner = scanner
    self.work = work
    self.outcomes = outcomes
  }

  /// `nil` while the scan goes on.
  var result: Swift.Result<Result, any Error>? { finished.withLock { $0 } }

  /// Adds what the scan alone has counted so far.
  func add(to counts: inout IndexCounts) {
    counts.found += foundCount.load(ordering: .relaxed)
    counts.unchanged += unchangedCount.load(ordering: .relaxed)
    counts.stillFailed += stillFailedCount.load(ordering: .relaxed)
  }

  /// Scans to the end and closes the queue of work.
  func run(_ difference: consuming FolderDifference, cancellation: CancellationToken) {
    var difference = difference
    var troubled: [FilePath] = []
    let result = Swift.Result {
      try scanner.scan(cancellation: cancellation) { event in
        switch event {
        case .picture(let file): try visit(file, &difference)
        case .issue(let fault): try visit(fault, &difference, &troubled)
        }
      }
      return Result(unseen: difference.unseen, troubled: troubled)
    }
    finished.withLock { $0 = result }
    work.close()
  }

  private func visit(_ file: ScannedFile, _ difference: inout FolderDifference) throws {
    foundCount.add(1, ordering: .relaxed)
    switch difference.decide(file) {
    case .unchanged: unchangedCount.add(1, ordering: .relaxed)
    case .stillFailed: stillFailedCount.add(1, ordering: .relaxed)
    case .read: try push(file)
    case .report(let outcome): try push(outcome)
    }
  }

  /// An empty file is one that failed, and remembered as such; other issues are of the folder.
  private func visit(
    _ fault: Fault, _ difference: inout FolderDifference, _ troubled: inout [FilePath]
  ) throws {
    guard let path = fault.path else { return try push(.issue(fault)) }
    guard fault.code == "file.empty", case .present(let identity, _) = FileStatus(of: path) else {
      troubled.append(path)
      return try push(.issue(fault))
    }
    foundCount.add(1, ordering: .relaxed)
    if difference.take(path)?.failureCode == fault.code.name {
      stillFailedCount.add(1, ordering: .relaxed)
    } else {
      try push(.failed(ScannedFile(path: path, identity: identity), nil, fault))
    }
  }

  private func push(_ file: ScannedFile) throws {
    guard work.push(file) else { throw Cancelled() }
  }

  private func push(_ outcome: Outcome) throws {
    guard outcomes.push(outcome) else { throw Cancelled() }
  }
}
