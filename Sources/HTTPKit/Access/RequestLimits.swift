/// What a request costs, by which it is limited.
package enum RequestKind: String, Sendable, Hashable, CaseIterable {
  case read, search, write
}

/// How often somebody may ask for one kind of requests.
package struct RequestLimit: Sendable, Hashable {
  /// Requests a second in the long run.
  package var rate: Double
  /// Whether it counts also for who is on the server's own machine and need not say who he is.
  package var isForLocal: Bool

  package init(rate: Double, isForLocal: Bool) {
    self.rate = rate
    self.isForLocal = isForLocal
  }

  /// Requests at once: those of ten seconds, at least ten.
  var burst: Double { max(10, rate * 10) }
}

/// Limits how often each caller may ask: whoever is known by who it is, everybody else by the address. A
/// caller's reads, searches and writes are limited apart.
package final class RequestLimits: Sendable {
  private let buckets: [RequestKind: (limit: RequestLimit, buckets: TokenBuckets)]
  private let kind: @Sendable (Route?) -> RequestKind

  /// - Parameters:
  ///   - limits: kinds without a limit are not limited.
  ///   - kind: what a route costs; `nil` for a file of the web app.
  ///   - now: seconds of a steady clock.
  package init(
    _ limits: [RequestKind: RequestLimit], kind: @escaping @Sendable (Route?) -> RequestKind,
    now: @escaping @Sendable () -> Double
  ) {
    buckets = limits.mapValues { limit in
      (limit, TokenBuckets(rate: limit.rate, burst: limit.burst, now: now))
    }
    self.kind = kind
  }

  /// What a caller is told of a limit (draft-ietf-httpapi-ratelimit-headers-10).
  struct Allowance: Sendable {
    let policy: String
    let state: String

    func write(to fields: inout HTTPFields) {
      fields["RateLimit-Policy"] = policy
      fields["RateLimit"] = state
    }
  }

  /// Counts a request.
  ///
  /// - Returns: `nil` where nothing limits it.
  /// - Throws: ``HTTPProblem`` 429 when it is one too many.
  func count(
    _ request: HTTPRequest, _ route: Route?, by principal: Principal?
  ) throws(HTTPProblem) -> Allowance? {
    let kind = kind(route)
    guard let (limit, buckets) = buckets[kind] else { return nil }
    let isLocal = principal.map { $0.proof == .local } ?? PeerName.isLoopback(request.peer)
    guard limit.isForLocal || !isLocal else { return nil }
    let found = buckets.take(for: Self.name(principal, request.peer))
    let window = max(1, Int((limit.burst / limit.rate).rounded()))
    let allowance = Allowance(
      policy: "\"\(kind.rawValue)\";q=\(Int(limit.burst));w=\(window)",
      state: "\"\(kind.rawValue)\";r=\(found.left);t=\(Int(found.untilFull.rounded(.up)))")
    guard let wait = found.wait else { return allowance }
    let seconds = max(1, Int(wait.rounded(.up)))
    var fields: HTTPFields = ["Retry-After": "\(seconds)"]
    allowance.write(to: &fields)
    throw HTTPProblem(
      .tooManyRequests, type: "rate-limit",
      detail: "Too many requests of the kind \(kind.rawValue). Try again in \(seconds) s.",
      fields: fields)
  }

  /// No name of a user or a key holds a zero.
  private static func name(_ principal: Principal?, _ peer: String) -> String {
    guard let principal else { return "\0" + PeerName.name(of: peer) }
    // Users who only look the same are two, though their names are equal to Swift.
    return
      "\(PercentCoding.encoded(principal.owner))\0\(principal.proof.rawValue)\0\(principal.name ?? "")"
  }
}
