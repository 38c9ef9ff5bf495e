/// How often and how long after a failure a download is tried again: a pure value.
///
/// Tries that brought it no further are counted; one that did begins the count anew, so that a line
/// which breaks every minute still brings a large file home.
package struct RetryPlan: Sendable, Hashable {
  /// Tries without progress, after the first.
  package var most = 5
  /// Before the first of them; each further pause is twice as long.
  package var pause = Duration.seconds(1)
  package var longestPause = Duration.seconds(30)
  private var failures = 0

  package init() {}

  /// A download failed.
  ///
  /// - Parameters:
  ///   - hadProgress: whether it had begun further on than any try before.
  ///   - wish: how long the server asks to wait (`Retry-After`).
  /// - Returns: how long to wait before the next try; `nil` to give up.
  package mutating func pauseAfterFailure(
    hadProgress: Bool, wish: Duration? = nil
  ) -> Duration? {
    if hadProgress { failures = 0 }
    guard failures < most else { return nil }
    let usual = pause * Double(1 << min(failures, 20))
    failures += 1
    if let wish, wish > longestPause { return nil }
    return min(longestPause, max(usual, wish ?? .zero))
  }
}
