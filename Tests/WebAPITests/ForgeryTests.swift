import Core
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// A route that changes something is reached only by this server's own pages and by programs.
@Suite struct ForgeryTests {
  private static let change = Route(.post, "/change", name: "change", content: .json(.object([]))) {
    _ in .text("changed")
  }

  private func status(_ fields: HTTPFields, encrypted: Bool = false) async -> Int {
    let router = Router([Self.change])
    let application = HTTPApplication(
      router: router,
      middleware: [HostCheck(hosts: HostCheck.loopback), ForgeryCheck(router: router)])
    var fields = fields
    if fields["Host"] == nil { fields["Host"] = "localhost:8080" }
    let response = await application.respond(
      to: HTTPRequest(
        method: .post, target: RequestTarget("/change")!, fields: fields, isEncrypted: encrypted))
    return response.status.code
  }

  @Test func programsAndOwnPagesMayChange() async {
    let json = ("Content-Type", "application/json")
    #expect(await status([json.0: json.1]) == 200)
    #expect(await status([json.0: "application/json; charset=utf-8"]) == 200)
    #expect(await status([json.0: json.1, "Origin": "http://localhost:8080"]) == 200)
    #expect(await status([json.0: json.1, "Sec-Fetch-Site": "same-origin"]) == 200)
    #expect(
      await status([json.0: json.1, "Origin": "https://localhost:8080"], encrypted: true) == 200)
  }

  @Test func foreignPagesMayNot() async {
    for origin in [
      "http://evil.example", "http://localhost", "http://localhost:3000", "https://localhost:8080",
      "http://127.0.0.1:8080", "null", "http://localhost:8080.evil.example", "",
    ] {
      let fields: HTTPFields = ["Content-Type": "application/json", "Origin": origin]
      #expect(await status(fields) == 403, "\(origin)")
    }
    for site in ["cross-site", "same-site"] {
      #expect(
        await status(["Content-Type": "application/json", "Sec-Fetch-Site": site]) == 403)
    }
    #expect(await status(["Content-Type": "application/json", "Host": "evil.example"]) == 421)
  }

  @Test func whatABrowserSendsAcrossOriginsWithoutAskingIsRefused() async {
    #expect(await status([:]) == 415)
    for type in ["text/plain", "application/x-www-form-urlencoded", "text/plain; application/json"]
    {
      #expect(await status(["Content-Type": type]) == 415, "\(type)")
    }
    let form = "multipart/form-data; boundary=x"
    #expect(await status(["Content-Type": form]) == 403)
    // Without content the field is enough.
    #expect(await status(["X-Semblance": "1"]) == 200)
    #expect(await status(["X-Semblance": "1", "Origin": "http://evil.example"]) == 403)
    #expect(await status(["X-Semblance": "1", "Content-Type": "text/plain"]) == 415)
    // The check lets it through; the route takes no form.
    #expect(await status(["Content-Type": form, "X-Semblance": "1"]) == 200)
  }

  @Test func methodsThatNoRouteHasAreToldSo() async throws {
    let served = try ServedLibrary()
    for (method, status) in [("TRACE", 405), ("QUERY", 405), ("HEAD", 200), ("OPTIONS", 204)] {
      let answer = try await served.send(HTTPMethod(rawValue: method), "/healthz")
      #expect(answer.status == status, "\(method)")
    }
  }

  @Test func anotherSitesNameIsRefused() async throws {
    let served = try ServedLibrary()
    let answer = try await served.get("/api/index/status", ["Host": "evil.example"])
    #expect(answer.status == 421)
    #expect(answer.fields["X-Content-Type-Options"] == "nosniff")
  }

  /// Whatever changes something is declared so that the check sees it.
  @Test func everyRouteThatIsNotSafeIsGuarded() async throws {
    let served = try ServedLibrary()
    for route in served.api.routes where !route.method.isSafe {
      let target = route.pattern.description.replacing(/\{[^}]*\}/, with: "1")
      let bare = try await served.send(route.method, target, [:], body: Array("{}".utf8))
      #expect(bare.status == 415, "\(route.name)")
      let foreign = try await served.send(
        route.method, target,
        ["Content-Type": "application/json", "Origin": "http://evil.example"],
        body: Array("{}".utf8))
      #expect(foreign.status == 403, "\(route.name)")
    }
  }
}
