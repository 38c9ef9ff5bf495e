/// Decides when progress is worth showing, and how fast the work goes: a pure value that is told
/// the time.
///
/// On a terminal ten times a second; elsewhere at every tenth part of the work, but two seconds apart
/// at least and ten at most.
struct ProgressPacing {
  private let isLive: Bool
  private let start: Duration
  private var lastShown: Duration?
  private var lastTenth = 0
  private var lastMeasured: (time: Duration, done: Int)
  private(set) var rate: Double?

  /// - Parameter start: the time now, on any clock that does not go backwards.
  init(isLive: Bool, start: Duration) {
    self.isLive = isLive
    self.start = start
    lastMeasured = (start, 0)
  }

  /// Whether to show these counts now; if so, `rate` is up to date.
  mutating func isDue(_ counts: ProgressCounts, at now: Duration) -> Bool {
    if isLive {
      guard lastShown.map({ now - $0 >= .milliseconds(100) }) ?? true else { return false }
    } else {
      let tenth = counts.fraction.map { Int($0 * 10) } ?? 0
      let pause = now - (lastShown ?? start)
      guard pause >= .seconds(tenth > lastTenth ? 2 : 10) else { return false }
      lastTenth = max(tenth, lastTenth)
    }
    lastShown = now
    measure(counts, at: now)
    return true
  }

  /// The mean rate over all the work, for the last line.
  func meanRate(_ counts: ProgressCounts, at now: Duration) -> Double? {
    let seconds = (now - start) / .seconds(1)
    return seconds > 0 && counts.done > 0 ? Double(counts.done) / seconds : nil
  }

  /// An exponential mean with a time constant of five seconds, so that the rate follows a slow disk
  /// without trembling.
  private mutating func measure(_ counts: ProgressCounts, at now: Duration) {
    let seconds = (now - lastMeasured.time) / .seconds(1)
    guard seconds >= 0.05 else { return }
    let latest = Double(max(0, counts.done - lastMeasured.done)) / seconds
    let weight = min(1, seconds / 5)
    rate = rate.map { $0 + (latest - $0) * weight } ?? (counts.done > 0 ? latest : nil)
    lastMeasured = (now, counts.done)
  }
}
