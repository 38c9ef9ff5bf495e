package import Core

/// Watches folders and everything below them, and says in batches what has to be scanned again.
///
/// Folders that a scan with the same options would not enter are not watched, and files that it
/// would not list are not reported. New folders are watched as they appear; those that are moved
/// are followed; a root that goes away is waited for. When the kernel loses changes because there
/// were too many, every root is reported.
package final class FolderWatcher {
  private let cancellationInterval: Duration = .milliseconds(100)
  private let rootInterval: Duration = .seconds(1)
  private var state: WatchState
  private var batch: ChangeBatch

  /// Places the watches. Changes from here on are reported by ``run(cancellation:onChange:)``: scan
  /// once after this and nothing is missed.
  ///
  /// - Parameters:
  ///   - roots: folders; one that is not there is waited for, and one that is a file is not watched.
  ///   - quietPeriod: how long nothing must change before a batch is reported.
  ///   - maximumWait: how long a change waits at most while others go on; at least the quiet period.
  /// - Throws: `glob.malformed`; `watch.limit` when the kernel watches no more folders for this
  ///   user, with the setting to raise.
  package init(
    roots: [FilePath], options: ScanOptions = ScanOptions(),
    quietPeriod: Duration = .milliseconds(500), maximumWait: Duration = .seconds(10)
  ) throws {
    batch = ChangeBatch(
      quietPeriod: quietPeriod, maximumWait: max(quietPeriod, maximumWait))
    state = WatchState(roots: roots, rules: try ScanRules(options), inotify: try Inotify())
    try state.placeMissingRoots { _ in }
  }

  /// How many folders are watched.
  package var watchedFolderCount: Int { state.tree.count }

  /// Blocks and reports changes until it is cancelled, which it notices within a fifth of a second.
  /// Runs on a thread of its own, never on the cooperative pool.
  ///
  /// - Parameter onChange: gets paths of files and folders, each standing for itself and everything
  ///   below it: what is there has to be scanned again, what is not there any more is gone. No path
  ///   lies below another; the order is that of the bytes. Changes during the call are kept.
  /// - Throws: ``Cancelled``, `watch.limit` for a new folder, what `onChange` throws.
  package func run(
    cancellation: CancellationToken, onChange: ([FilePath]) throws -> Void
  ) throws {
    let clock = ContinuousClock()
    var nextRootCheck = clock.now + rootInterval
    while true {
      try cancellation.check()
      let wait = batch.due.map { min(max($0 - clock.now, .zero), cancellationInterval) }
      let events = try state.inotify.events(within: Self.milliseconds(wait ?? cancellationInterval))
      for event in events {
        try state.handle(event) { batch.note($0, at: clock.now) }
      }
      if clock.now >= nextRootCheck {
        try state.placeMissingRoots { batch.note($0, at: clock.now) }
        nextRootCheck = clock.now + rootInterval
      }
      if let due = batch.due, clock.now >= due { try onChange(batch.take()) }
    }
  }

  /// Whole milliseconds, rounded up so that a wait does not end just before it is due.
  private static func milliseconds(_ duration: Duration) -> Int32 {
    let (seconds, attoseconds) = duration.components
    return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
