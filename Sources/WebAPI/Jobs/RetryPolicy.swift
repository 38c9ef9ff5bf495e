internal import Core

/// Whether and when a job that failed is tried again: a pure value.
struct RetryPolicy: Sendable, Hashable {
  /// How often a job is begun before it is left to a person.
  var most = 5
  /// Before the second try; each further pause is twice as long.
  var pause = Duration.seconds(5)
  var longestPause = Duration.seconds(900)

  /// - Parameters:
  ///   - attempts: how often it was begun, 1 or more.
  ///   - error: what went wrong. Only what the machine is to blame for may be better later: a full
  ///     disk, a server that is away. What a person gave, and a mistake of ours, stay as they are.
  ///   - jitter: 0 to 1, so that what failed together is not tried together.
  /// - Returns: how long to wait; `nil` to give up.
  func pause(after attempts: Int, _ error: any Error, jitter: Double) -> Duration? {
    guard attempts < most, (error as? Fault)?.source == .runtime else { return nil }
    let usual = min(longestPause, pause * Double(1 << min(max(0, attempts - 1), 20)))
    return usual * (0.5 + jitter / 2)
  }
}
