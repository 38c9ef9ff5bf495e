import Accounts
import Core
import Engine
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// How often one may ask the API.
@Suite struct LimitTests {
  /// Whatever reads by a method that changes is a search, and nothing else is called one.
  @Test func everySearchIsCountedAsOne() throws {
    for route in try ServedLibrary().api.routes {
      let kind = RequestKind.of(route)
      switch (route.method.isSafe, route.access.scope) {
      case (false, .read): #expect(kind == .search, "\(route.name)")
      case (false, _): #expect(kind == .write, "\(route.name)")
      default:
        let searches = ["similarImages", "exportSearch"].contains(route.name)
        #expect(kind == (searches ? .search : .read), "\(route.name)")
      }
    }
    #expect(RequestKind.of(nil) == .read)
  }

  @Test func aKeyIsLimitedAndThePersonHereIsNot() async throws {
    let served = try ServedLibrary()
    let limits: [RequestKind: RequestLimit] = [.read: RequestLimit(rate: 0.001, isForLocal: false)]
    let application = API(library: served.library, limits: limits, clock: { 0 }) { _ in }
      .application
    let key = try AccountBook(inLibrary: served.library.folder)
      .makeKey(KeyWish(name: "one", user: "", scope: .read), at: 0).secret.keyText
    var request = HTTPRequest(
      method: .get, target: try #require(RequestTarget("/api/statistics")),
      fields: ["Host": "localhost", "X-API-Key": key])
    for left in (0..<10).reversed() {
      let answer = await application.respond(to: request)
      #expect(answer.status == .ok && answer.fields["RateLimit"]?.contains("r=\(left);") == true)
    }
    let refused = await application.respond(to: request)
    #expect(refused.status == .tooManyRequests)
    #expect(refused.fields["Content-Type"] == "application/problem+json")
    #expect(refused.fields["Retry-After"] == "1000")
    request.fields["X-API-Key"] = nil
    for _ in 0..<12 { #expect(await application.respond(to: request).status == .ok) }
  }
}
