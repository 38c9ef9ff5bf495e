import Synchronization
import Testing

@testable import HTTPKit

@Suite struct MiddlewareTests {
  private func get(
    _ middleware: any HTTPMiddleware, _ fields: HTTPFields = [:],
    handler: @escaping HTTPHandler = { _ in .text("0123456789") }
  ) async -> HTTPResponse {
    await HTTPApplication(
      router: Router([Route(.get, "/", name: "root", handler: handler)]), middleware: [middleware]
    ).respond(to: HTTPRequest(method: .get, target: RequestTarget("/")!, fields: fields))
  }

  private func text(_ response: HTTPResponse) -> String {
    guard case .bytes(let bytes) = response.body else { return "" }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func rangesAreParts() async {
    for (range, expected) in [
      "bytes=2-4": "234", "bytes=7-": "789", "bytes=-2": "89", "bytes=0-99": "0123456789",
    ] {
      let response = await get(Revalidation(), ["Range": range])
      #expect(response.status == .partialContent)
      #expect(text(response) == expected, "\(range)")
    }
    let none = await get(Revalidation(), ["Range": "bytes=10-"])
    #expect(none.status == .rangeNotSatisfiable)
    #expect(none.fields["Content-Range"] == "bytes */10")
    for malformed in ["bytes=4-2", "bytes=a-b", "rows=1-2", "bytes=1-2,4-5", "bytes=-"] {
      let response = await get(Revalidation(), ["Range": malformed])
      #expect(response.status == .ok, "\(malformed)")
    }
  }

  @Test func aKnownTagIsNotSentAgain() async {
    let handler: HTTPHandler = { _ in
      var response = HTTPResponse.text("0123456789")
      response.fields["ETag"] = "\"a\""
      return response
    }
    #expect(
      await get(Revalidation(), ["If-None-Match": "\"b\", W/\"a\""], handler: handler).status
        == .notModified)
    #expect(await get(Revalidation(), ["If-None-Match": "\"b\""], handler: handler).status == .ok)
    let stale = await get(
      Revalidation(), ["Range": "bytes=0-1", "If-Range": "\"b\""], handler: handler)
    #expect(stale.status == .ok)
  }

  @Test func otherHostsAreRefused() async {
    let check = HostCheck(hosts: HostCheck.loopback)
    for host in ["localhost:8080", "127.0.0.1", "[::1]:80", "LOCALHOST"] {
      #expect(await get(check, ["Host": host]).status == .ok, "\(host)")
    }
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", ""] {
      #expect(await get(check, ["Host": host]).status == .misdirectedRequest, "\(host)")
    }
    #expect(await get(check).status == .misdirectedRequest)
  }

  @Test func browsersAreToldToBeCareful() async {
    func fields(encrypted: Bool, host: String) async -> HTTPFields {
      await HTTPApplication(
        router: Router([Route(.get, "/", name: "root") { _ in .text("a") }]),
        middleware: [SecurityFields()]
      ).respond(
        to: HTTPRequest(
          method: .get, target: RequestTarget("/")!, fields: ["Host": host],
          isEncrypted: encrypted)
      ).fields
    }
    let plain = await fields(encrypted: false, host: "photos.example")
    for name in [
      "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "X-Frame-Options",
      "Cross-Origin-Resource-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy",
      "Cache-Control",
    ] {
      #expect(plain[name] != nil, "\(name)")
    }
    #expect(plain["Strict-Transport-Security"] == nil)
    let encrypted = await fields(encrypted: true, host: "photos.example")
    #expect(encrypted["Strict-Transport-Security"] != nil)
    // Others on this machine are reached under the same name, without encryption.
    let local = await fields(encrypted: true, host: "localhost:8080")
    #expect(local["Strict-Transport-Security"] == nil)
  }

  @Test func requestsAreNamedAndFailuresTold() async {
    struct Broken: Error {}
    let naming = RequestNaming { 1 }
    let named = await get(naming, ["X-Request-ID": "abc-1"])
    #expect(named.fields["X-Request-ID"] == "abc-1")
    let hostile = await get(naming, ["X-Request-ID": "a b\u{1B}[2J"])
    #expect(hostile.fields["X-Request-ID"]?.count == 26)
    let failed = await HTTPApplication(
      router: Router([Route(.get, "/", name: "root") { _ in throw Broken() }]),
      middleware: [
        naming,
        ProblemAnswers { _, _ in HTTPProblem(.internalServerError, type: "x", detail: "y") },
      ]
    ).respond(
      to: HTTPRequest(
        method: .get, target: RequestTarget("/")!, fields: ["X-Request-ID": "abc-1"]))
    #expect(failed.status == .internalServerError)
    #expect(text(failed).contains(#""request_id":"abc-1""#))
  }
}
