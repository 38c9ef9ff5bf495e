import HTTPKit
import Testing

@Suite struct RouterTests {
  private static func route(_ method: HTTPMethod, _ pattern: String) -> Route {
    Route(method, pattern, name: pattern) { request in
      .text(
        "\(pattern) \(request.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })"
      )
    }
  }

  private let application = HTTPApplication(
    router: Router([
      route(.get, "/"), route(.get, "/images/{id}"), route(.get, "/images/latest"),
      route(.delete, "/images/{id}"), route(.get, "/files/{path...}"), route(.post, "/images"),
    ]))

  private func answer(_ method: HTTPMethod, _ target: String) async -> (Int, String, HTTPFields) {
    let response = await application.respond(
      to: HTTPRequest(method: method, target: RequestTarget(target)!))
    guard case .bytes(let bytes) = response.body else {
      return (response.status.code, "", response.fields)
    }
    return (response.status.code, String(decoding: bytes, as: UTF8.self), response.fields)
  }

  @Test func theMoreExactPatternWins() async {
    #expect(await answer(.get, "/images/latest").1.hasPrefix("/images/latest"))
    #expect(await answer(.get, "/images/7").1 == #"/images/{id} ["id=7"]"#)
    #expect(await answer(.get, "/files/a/b").1 == #"/files/{path...} ["path=a/b"]"#)
    #expect(await answer(.get, "/").0 == 200)
  }

  @Test func aParameterTakesOneSegmentWithoutBeingEmpty() async {
    #expect(await answer(.get, "/images/a%2Fb").1 == #"/images/{id} ["id=a/b"]"#)
    #expect(await answer(.get, "/images/").0 == 404)
    #expect(await answer(.get, "/images/a/b").0 == 404)
  }

  @Test func otherMethodsAreNamed() async {
    let (status, body, fields) = await answer(.post, "/images/7")
    #expect(status == 405)
    #expect(fields["Allow"] == "DELETE, GET, HEAD, OPTIONS")
    #expect(body.contains("method-not-allowed"))
    #expect(await answer(.options, "/images/7").0 == 204)
    #expect(await answer(.head, "/images/7").0 == 200)
    // A name is no id, whatever the method.
    let (named, _, namedFields) = await answer(.delete, "/images/latest")
    #expect(named == 405 && namedFields["Allow"] == "GET, HEAD, OPTIONS")
  }

  @Test func aLongBodyIsRefusedUnread() async {
    let router = Router([
      Route(.post, "/a", name: "a", bodyLimit: 10) { _ in
        Issue.record("the handler must not run")
        return .text("")
      }
    ])
    let response = await HTTPApplication(router: router).respond(
      to: HTTPRequest(
        method: .post, target: RequestTarget("/a")!,
        body: RequestBody(length: 11) {
          Issue.record("nothing must be read")
          return nil
        }))
    #expect(response.status == .contentTooLarge)
  }
}
