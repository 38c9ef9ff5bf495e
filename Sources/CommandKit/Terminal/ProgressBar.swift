import Synchronization

/// Shows on standard error how far a piece of work is: a line that is redrawn on a terminal, plain
/// lines elsewhere, nothing when quiet.
///
/// Cheap to call for every item, from any thread.
package final class ProgressBar: Sendable {
  private struct State {
    var pacing: ProgressPacing
    var counts: ProgressCounts
    var isFinished = false
  }

  private let label: String
  private let unit: ProgressLine.Unit
  private let console: Console
  private let now: @Sendable () -> Duration
  private let state: Mutex<State>

  /// - Parameters:
  ///   - label: what is being done: "Indexing".
  ///   - unit: what is counted.
  ///   - now: the time on a clock that does not go backwards; a test gives its own.
  package init(
    _ label: String, total: Int? = nil, unit: ProgressLine.Unit = .items, on console: Console,
    now: @escaping @Sendable () -> Duration = ProgressBar.uptime
  ) {
    self.label = label
    self.unit = unit
    self.console = console
    self.now = now
    let pacing = ProgressPacing(isLive: console.errorTraits.isInteractive, start: now())
    state = Mutex(State(pacing: pacing, counts: ProgressCounts(total: total)))
  }

  /// Says how far the work is now.
  package func update(_ counts: ProgressCounts) { change { $0 = counts } }

  /// Counts one more item.
  package func advance(skipped: Bool = false, failed: Bool = false) {
    change {
      $0.done += 1
      if skipped { $0.skipped += 1 }
      if failed { $0.failed += 1 }
    }
  }

  /// Takes the bar away and leaves one line that sums the work up. Only the first call counts.
  package func finish() {
    guard !console.isQuiet else { return }
    let line: String? = state.withLock { state in
      guard !state.isFinished else { return nil }
      state.isFinished = true
      let rate = state.pacing.meanRate(state.counts, at: now())
      return ProgressLine(label: label, counts: state.counts, rate: rate, unit: unit).plainText
    }
    guard let line else { return }
    console.showLiveLine("")
    console.note(line)
  }

  /// Takes the bar away and leaves nothing, for work whose result says what there is to say. Calls
  /// of ``finish()`` after it do nothing.
  package func remove() {
    guard !console.isQuiet else { return }
    state.withLock { $0.isFinished = true }
    console.showLiveLine("")
  }

  private func change(_ body: (inout ProgressCounts) -> Void) {
    guard !console.isQuiet else { return }
    // The line is shown under the lock, so that an older one never replaces a newer one.
    state.withLock { state in
      body(&state.counts)
      guard !state.isFinished, state.pacing.isDue(state.counts, at: now()) else { return }
      let line = ProgressLine(
        label: label, counts: state.counts, rate: state.pacing.rate, unit: unit)
      if console.errorTraits.isInteractive {
        console.showLiveLine(line.text(on: console.errorTraits, styles: console.errorStyles))
      } else {
        console.note(line.plainText)
      }
    }
  }

  private static let origin = ContinuousClock.now

  /// The time since the first call.
  @Sendable package static func uptime() -> Duration { origin.duration(to: .now) }
}
