import HTTPKit
import Synchronization
import Testing

/// How often one caller may ask.
@Suite struct RequestLimitTests {
  private final class Clock: Sendable {
    private let seconds = Mutex(0.0)
    var now: Double { seconds.withLock { $0 } }
    func advance(_ by: Double) { seconds.withLock { $0 += by } }
  }

  /// Whoever the field `X-User` names, by a key; by being here with `X-User: local`.
  private struct Door: Authenticator {
    func principal(of request: HTTPRequest) -> Principal? {
      request.fields["X-User"].map { name in
        Principal(
          owner: "ada", scope: .admin, proof: name == "local" ? .local : .key, name: name)
      }
    }
  }

  private let clock = Clock()

  private func application(_ limits: [RequestKind: RequestLimit]) -> HTTPApplication {
    let router = Router([
      Route(.get, "/look", name: "look") { _ in .text("a") },
      Route(.get, "/open", name: "open", access: .open) { _ in .text("a") },
      Route(.post, "/find", name: "find", access: .scope(.read)) { _ in .text("a") },
      Route(.post, "/change", name: "change") { _ in .text("a") },
    ])
    let limits = RequestLimits(
      limits,
      kind: { route in
        route?.name == "find" ? .search : route?.method == .post ? .write : .read
      }, now: { [clock] in clock.now })
    return HTTPApplication(
      router: router,
      middleware: [AccessCheck(router: router, authenticator: Door(), limits: limits)])
  }

  private func ask(
    _ application: HTTPApplication, _ method: HTTPMethod, _ path: String, as user: String?,
    from peer: String = "192.0.2.1"
  ) async -> HTTPResponse {
    var request = HTTPRequest(method: method, target: RequestTarget(path)!, peer: peer)
    request.fields["X-User"] = user
    return await application.respond(to: request)
  }

  @Test func eachCallerHasBucketsOfItsOwnForEachKind() async {
    let application = application([
      .read: RequestLimit(rate: 1, isForLocal: false),
      .search: RequestLimit(rate: 2, isForLocal: false),
    ])
    for number in 0..<10 {
      let answer = await ask(application, .get, "/look", as: "phone")
      #expect(answer.status == .ok)
      #expect(answer.fields["RateLimit-Policy"] == "\"read\";q=10;w=10")
      #expect(answer.fields["RateLimit"] == "\"read\";r=\(9 - number);t=\(number + 1)")
    }
    let refused = await ask(application, .get, "/look", as: "phone")
    #expect(refused.status == .tooManyRequests && refused.fields["Retry-After"] == "1")
    #expect(refused.fields["RateLimit"] == "\"read\";r=0;t=10")
    // From elsewhere it is the same caller; another key, other kinds and strangers are others.
    #expect(
      await ask(application, .get, "/look", as: "phone", from: "192.0.2.9").status
        == .tooManyRequests)
    #expect(await ask(application, .get, "/look", as: "script").status == .ok)
    let search = await ask(application, .post, "/find", as: "phone")
    #expect(search.fields["RateLimit"] == "\"search\";r=19;t=1")
    #expect(await ask(application, .post, "/change", as: "phone").fields["RateLimit"] == nil)
    clock.advance(1)
    #expect(await ask(application, .get, "/look", as: "phone").status == .ok)
    #expect(await ask(application, .get, "/look", as: "phone").status == .tooManyRequests)
  }

  /// Who does not say who asks is counted by address: for what is open, and for what is refused.
  @Test func strangersAreCountedByAddress() async {
    let application = application([.read: RequestLimit(rate: 1, isForLocal: false)])
    for path in ["/open", "/look", "/nothing"] {
      clock.advance(1_000)
      let statuses = await statuses(application, path, from: "2001:db8::1", count: 11)
      #expect(statuses.dropLast().allSatisfy { $0 != .tooManyRequests }, "\(path)")
      #expect(statuses.last == .tooManyRequests, "\(path)")
      let neighbour = await ask(application, .get, path, as: nil, from: "2001:db8::2")
      #expect(neighbour.status == .tooManyRequests, "one network is one caller")
      #expect(
        await ask(application, .get, path, as: nil, from: "192.0.2.2").status != .tooManyRequests)
    }
  }

  private func statuses(
    _ application: HTTPApplication, _ path: String, from peer: String, count: Int
  ) async -> [HTTPStatus] {
    var statuses: [HTTPStatus] = []
    for _ in 0..<count {
      statuses.append(await ask(application, .get, path, as: nil, from: peer).status)
    }
    return statuses
  }

  /// Alone on the machine nobody is held up, unless a limit is set for that too.
  @Test func whoIsHereIsLimitedOnWishAlone() async {
    for isForLocal in [false, true] {
      let application = application([.read: RequestLimit(rate: 1, isForLocal: isForLocal)])
      for user in ["local", nil] as [String?] {
        var last = HTTPStatus.ok
        for _ in 0..<11 {
          last = await ask(application, .get, "/open", as: user, from: "127.0.0.1").status
          if user != nil { last = await ask(application, .get, "/look", as: user).status }
        }
        #expect((last == .tooManyRequests) == isForLocal)
      }
    }
  }

  @Test func bucketsFillAgainAndAreBounded() {
    let buckets = TokenBuckets(rate: 2, burst: 3, limit: 100) { [clock] in clock.now }
    for left in [2, 1, 0] { #expect(buckets.take(for: "a").left == left) }
    #expect(buckets.take(for: "a").wait == 0.5)
    #expect(buckets.take(for: "b").wait == nil)
    clock.advance(0.5)
    #expect(buckets.take(for: "a").wait == nil)
    #expect(buckets.take(for: "a").wait != nil)
    clock.advance(100)
    let full = buckets.take(for: "a")
    #expect(full.wait == nil && full.left == 2 && full.untilFull == 0.5)
    for number in 0..<10_000 { _ = buckets.take(for: "stranger \(number)") }
    #expect(buckets.count <= 100)
  }
}
