internal import Synchronization

/// How often each of many callers may ask: a bucket of tokens each, filled at a steady rate. Only the
/// callers of late are remembered; whoever is forgotten begins with a full bucket.
package final class TokenBuckets: Sendable {
  private struct Bucket {
    var tokens: Double
    var at: Double
  }

  /// What taking a token told.
  package struct Finding: Sendable, Hashable {
    /// Seconds until there will be a token; `nil` where one was taken.
    package let wait: Double?
    /// Tokens that are left.
    package let left: Int
    /// Seconds until the bucket is full again.
    package let untilFull: Double
  }

  package let rate: Double
  package let burst: Double
  private let now: @Sendable () -> Double
  private let buckets: Mutex<RecentEntries<String, Bucket>>

  /// - Parameters:
  ///   - rate: requests a second in the long run, more than none.
  ///   - burst: requests at once, at least one.
  ///   - limit: callers that are remembered.
  ///   - now: seconds of a steady clock.
  package init(
    rate: Double, burst: Double, limit: Int = 10_000, now: @escaping @Sendable () -> Double
  ) {
    self.rate = rate
    self.burst = max(1, burst)
    self.now = now
    buckets = Mutex(RecentEntries(limit: limit))
  }

  /// Takes a token where there is one.
  package func take(for caller: String) -> Finding {
    let time = now()
    return buckets.withLock { buckets in
      var bucket = buckets[caller] ?? Bucket(tokens: burst, at: time)
      bucket.tokens = min(burst, bucket.tokens + max(0, time - bucket.at) * rate)
      bucket.at = time
      let isThere = bucket.tokens >= 1
      if isThere { bucket.tokens -= 1 }
      buckets[caller] = bucket
      return Finding(
        wait: isThere ? nil : (1 - bucket.tokens) / rate, left: Int(bucket.tokens),
        untilFull: (burst - bucket.tokens) / rate)
    }
  }

  /// Callers that are remembered.
  package var count: Int { buckets.withLock(\.count) }
}
