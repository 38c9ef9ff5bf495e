internal import Synchronization

/// Limits how often one caller may ask: a bucket of tokens a caller, filled at a steady rate.
package struct RateLimit: HTTPMiddleware {
  private let buckets: TokenBuckets
  private let caller: @Sendable (HTTPRequest) -> String?

  /// - Parameters:
  ///   - rate: requests a second in the long run.
  ///   - burst: requests at once.
  ///   - caller: whose bucket a request draws on; `nil` for no limit.
  package init(
    rate: Double, burst: Double, now: @escaping @Sendable () -> Double,
    caller: @escaping @Sendable (HTTPRequest) -> String?
  ) {
    buckets = TokenBuckets(rate: rate, burst: burst, now: now)
    self.caller = caller
  }

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    if let caller = caller(request), let wait = buckets.take(for: caller) {
      throw HTTPProblem(
        .tooManyRequests, type: "rate-limit",
        detail: "Too many requests. Try again in \(Int(wait.rounded(.up))) s.",
        fields: ["Retry-After": "\(Int(wait.rounded(.up)))"])
    }
    return try await next(request)
  }
}

/// Token buckets of many callers. A bucket that is full again is forgotten, so memory is bounded by
/// the callers of the last `burst / rate` seconds.
final class TokenBuckets: Sendable {
  private struct Bucket {
    var tokens: Double
    var at: Double
  }

  private struct State {
    var buckets: [String: Bucket] = [:]
    var nextSweep = 0.0
  }

  private let rate: Double
  private let burst: Double
  private let now: @Sendable () -> Double
  private let state = Mutex(State())

  /// - Parameter now: seconds of a steady clock.
  init(rate: Double, burst: Double, now: @escaping @Sendable () -> Double) {
    self.rate = rate
    self.burst = max(1, burst)
    self.now = now
  }

  /// Takes a token; where there is none, the seconds until there will be.
  func take(for caller: String) -> Double? {
    let time = now()
    return state.withLock { state in
      if time >= state.nextSweep {
        state.buckets = state.buckets.filter { _, bucket in
          bucket.tokens + (time - bucket.at) * rate < burst
        }
        state.nextSweep = time + burst / rate
      }
      var bucket = state.buckets[caller] ?? Bucket(tokens: burst, at: time)
      bucket.tokens = min(burst, bucket.tokens + (time - bucket.at) * rate)
      bucket.at = time
      defer { state.buckets[caller] = bucket }
      guard bucket.tokens >= 1 else { return (1 - bucket.tokens) / rate }
      bucket.tokens -= 1
      return nil
    }
  }

  var count: Int { state.withLock { $0.buckets.count } }
}
