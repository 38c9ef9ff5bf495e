import Accounts
import Core
import Engine
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// Signing in, and keys, over HTTP.
@Suite struct AccountTests {
  private static let password = "a password of tests"
  private let served: ServedLibrary
  private let book: AccountBook

  init() throws {
    served = try ServedLibrary()
    book = AccountBook(inLibrary: served.library.folder)
  }

  private func setPassword() throws {
    try book.setPassword(Self.password, cost: PasswordCost(log2N: 4, r: 1, p: 1), at: 0)
  }

  private func signIn(_ password: String = Self.password) async throws -> ServedLibrary.Answer {
    try await served.post("/api/session", ["password": .string(password)])
  }

  /// The cookie as a browser sends it back.
  private static func cookie(of answer: ServedLibrary.Answer) -> String {
    String((answer.fields["Set-Cookie"] ?? "").prefix { $0 != ";" })
  }

  // MARK: Password

  @Test func withoutAPasswordNothingIsAsked() async throws {
    let session = try await served.json("/api/session")
    #expect(session["signed_in"] == true && session["by"]?.text == "local")
    #expect(session["password"] == false && session["scope"]?.text == "admin")
    #expect(try await served.get("/api/images", ["Cookie": "semblance_session=x"]).status == 200)
    #expect(try await signIn().status == 401)
    // A key is somebody with less than everything, also where everybody may do everything.
    let key = try book.makeKey(KeyWish(name: "one", user: "", scope: .read), at: 0).secret.keyText
    #expect(try await served.get("/api/settings", ["X-API-Key": key]).status == 403)
    #expect(try await served.get("/api/images", ["X-API-Key": key + "0"]).status == 401)
  }

  @Test func withAPasswordEverybodySignsInFirst() async throws {
    try setPassword()
    for route in served.api.routes where route.access.scope != nil {
      let answer = try await served.send(
        route.method, TokenServer.path(of: route), ["Content-Type": "application/json"])
      #expect(answer.status == 401, "\(route.name)")
    }
    let outside = try await served.json("/api/session")
    #expect(outside["signed_in"] == false && outside["password"] == true)
    #expect(outside["by"]?.isNull == true)
    let begun = try await signIn()
    #expect(begun.status == 201 && begun.fields["Cache-Control"] == "no-store")
    let field = try #require(begun.fields["Set-Cookie"])
    for part in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=2592000"] {
      #expect(field.contains("; \(part)"), "\(field)")
    }
    #expect(!field.contains("Secure") && !field.contains("Domain"), "\(field)")
    let fields: HTTPFields = ["Cookie": "other=1; \(Self.cookie(of: begun))"]
    #expect(try await served.get("/api/images", fields).status == 200)
    #expect(try await served.get("/api/settings", fields).status == 200)
    let inside = try await served.get("/api/session", fields).json
    #expect(inside["by"]?.text == "session" && inside["expires_at"]?.text != nil)
    // What another server of this machine set beside ours does not keep one out.
    let two: HTTPFields = [
      "Cookie": "semblance_session=\(String(repeating: "0", count: 64)); "
        + Self.cookie(of: begun)
    ]
    #expect(try await served.get("/api/images", two).status == 200)
  }

  @Test func signingOutEndsTheSessionAndTheCookie() async throws {
    try setPassword()
    let cookie = Self.cookie(of: try await signIn())
    let left = try await served.send(
      .delete, "/api/session", ["Cookie": cookie, "Content-Type": "application/json"])
    #expect(left.status == 204)
    #expect(left.fields["Set-Cookie"]?.contains("semblance_session=; ") == true)
    #expect(left.fields["Set-Cookie"]?.contains("Max-Age=0") == true)
    #expect(try await served.get("/api/images", ["Cookie": cookie]).status == 401)
  }

  /// Over HTTPS the cookie travels encrypted alone, under a name that no plain page can set.
  @Test func overHTTPSTheCookieIsSecure() async throws {
    try setPassword()
    var request = HTTPRequest(
      method: .post, target: try #require(RequestTarget("/api/session")),
      fields: ["Host": "localhost", "Content-Type": "application/json"],
      body: RequestBody(JSONText.bytes(["password": .string(Self.password)])), isEncrypted: true)
    let begun = await served.api.application.respond(to: request)
    let field = try #require(begun.fields["Set-Cookie"])
    #expect(field.hasPrefix("__Host-semblance_session="))
    #expect(field.hasSuffix("; Secure") && field.contains("Path=/;"))
    request = HTTPRequest(
      method: .get, target: try #require(RequestTarget("/api/images")),
      fields: ["Host": "localhost", "Cookie": String(field.prefix { $0 != ";" })],
      isEncrypted: true)
    #expect(await served.api.application.respond(to: request).status == .ok)
  }

  /// A browser shows the cookie by itself: a change needs more than that.
  @Test func aChangeWithASessionNeedsAFieldAndAnOrigin() async throws {
    try setPassword()
    let cookie = Self.cookie(of: try await signIn())
    let id = try #require(try await idOfAPicture(cookie))
    let body = JSONText.bytes(["image_id": .string(id), "action": "normal"])
    let good: HTTPFields = [
      "Cookie": cookie, "Content-Type": "application/json", "X-Semblance": "1",
      "Origin": "http://localhost",
    ]
    #expect(try await served.send(.post, "/api/feedback", good, body: body).status / 100 == 2)
    for (name, value) in [
      ("X-Semblance", nil), ("X-Semblance", "0"), ("Origin", nil), ("Origin", "null"),
      ("Origin", "http://localhost:3000"), ("Origin", "https://localhost"),
      ("Origin", "http://evil.example"), ("Sec-Fetch-Site", "same-site"),
      ("Sec-Fetch-Site", "cross-site"), ("Content-Type", "text/plain"),
    ] as [(String, String?)] {
      var fields = good
      fields[name] = value
      let status = try await served.send(.post, "/api/feedback", fields, body: body).status
      #expect(status == (name == "Content-Type" ? 415 : 403), "\(name): \(value ?? "none")")
    }
    var named = good
    (named["Origin"], named["Sec-Fetch-Site"]) = (nil, "same-origin")
    #expect(try await served.send(.post, "/api/feedback", named, body: body).status / 100 == 2)
  }

  private func idOfAPicture(_ cookie: String) async throws -> String? {
    let list = try await served.get("/api/images?limit=1", ["Cookie": cookie]).json
    return list["items"]?.elements.first?["id"]?.text
  }

  @Test func wrongPasswordsWait() async throws {
    try setPassword()
    let application = API(library: served.library, clock: { 0 }) { _ in }.application
    func signIn(_ password: String) async throws -> HTTPResponse {
      await application.respond(
        to: HTTPRequest(
          method: .post, target: try #require(RequestTarget("/api/session")),
          fields: ["Host": "localhost", "Content-Type": "application/json"],
          body: RequestBody(JSONText.bytes(["password": .string(password)]))))
    }
    for _ in 0..<3 { #expect(try await signIn("a wrong password").status == .unauthorized) }
    let refused = try await signIn(Self.password)
    #expect(refused.status == .tooManyRequests, "also the right one: nothing is told")
    #expect(refused.fields["Retry-After"] == "1")
  }

  @Test func aNewPasswordSignsEverybodyOut() async throws {
    try setPassword()
    let cookie = Self.cookie(of: try await signIn())
    try book.setPassword("another of them", cost: PasswordCost(log2N: 4, r: 1, p: 1), at: 0)
    #expect(try await served.get("/api/images", ["Cookie": cookie]).status == 401)
    #expect(try await signIn().status == 401)
  }

  /// An answer with a cookie or a key is nobody else's, whatever they call their request.
  @Test func whatIsShownOnceIsNotKeptForARepeat() async throws {
    try setPassword()
    let fields: HTTPFields = ["Content-Type": "application/json", "Idempotency-Key": "1"]
    let body = JSONText.bytes(["password": .string(Self.password)])
    #expect(try await served.send(.post, "/api/session", fields, body: body).status == 201)
    let wrong = JSONText.bytes(["password": "a wrong password"])
    let again = try await served.send(.post, "/api/session", fields, body: wrong)
    #expect(again.status == 401 && again.fields["Set-Cookie"] == nil)
  }

  // MARK: Keys

  @Test func aKeyIsMadeShownOnceAndRevoked() async throws {
    let made = try await served.post(
      "/api/keys", ["name": "backup", "scope": "write", "expires_in_days": 30])
    #expect(made.status == 201 && made.fields["Cache-Control"] == "no-store", "\(made.text)")
    let text = try #require(try made.json["key"]?.text)
    let listed = try await served.get("/api/keys")
    #expect(!listed.text.contains(text) && listed.text.contains(String(text.prefix(10))))
    let id = try #require(try listed.json["keys"]?.elements.first?["id"]?.int)
    try setPassword()
    for fields in [
      ["X-API-Key": text], ["Authorization": "Bearer \(text)"],
      ["Authorization": "bearer \(text)"],
    ] as [HTTPFields] {
      #expect(try await served.get("/api/images", fields).status == 200)
      #expect(try await served.get("/api/keys", fields).status == 403, "it is no admin's")
    }
    let both: HTTPFields = ["X-API-Key": text, "Authorization": "Bearer \(text)"]
    #expect(try await served.get("/api/images", both).status == 401)
    #expect(
      try await served.get("/api/images?key=\(text)", ["Cookie": "key=\(text)"]).status == 401)
    // A program has no origin, and sends no field by itself that a page could make it send.
    let change = try await served.send(
      .post, "/api/duplicates/search",
      ["X-API-Key": text, "Content-Type": "application/json"], body: Array("{}".utf8))
    #expect(change.status == 202)
    let admin = try book.makeKey(KeyWish(name: "admin", user: "", scope: .admin), at: 0).secret
    let gone = try await served.send(
      .delete, "/api/keys/\(id)",
      ["X-API-Key": admin.keyText, "Content-Type": "application/json"])
    #expect(gone.status == 204)
    #expect(try await served.get("/api/images", ["X-API-Key": text]).status == 401, "at once")
    let missing = try await served.send(
      .delete, "/api/keys/\(id)",
      ["X-API-Key": admin.keyText, "Content-Type": "application/json"])
    #expect(missing.status == 404)
    await served.api.stop()
  }

  /// A stream of events tells nothing more to whoever may not ask any more.
  @Test(.timeLimit(.minutes(2))) func aStreamEndsWithItsKey() async throws {
    let (key, secret) = try book.makeKey(KeyWish(name: "one", user: "", scope: .read), at: 0)
    let answer = await served.api.application.respond(
      to: HTTPRequest(
        method: .get, target: try #require(RequestTarget("/api/jobs/events")),
        fields: ["Host": "localhost", "X-API-Key": secret.keyText]))
    guard case .stream(let produce) = answer.body else { return #expect(Bool(false)) }
    let heard = Heard()
    let listening = Task { try await produce(heard) }
    func job() async throws {
      #expect(try await served.post("/api/duplicates/search", [:]).status == 202)
    }
    try await job()
    try await served.jobsAtRest()
    // Its last event too, which comes after the job has ended.
    while !heard.text.contains("\"state\":\"done\"") {
      try await Task.sleep(for: .milliseconds(20))
    }
    try book.revokeKey(key.id)
    let before = heard.text
    try await job()
    try await listening.value
    #expect(heard.text == before)
    await served.api.stop()
  }

  private final class Heard: ResponseWriter {
    private let lines = LineList()
    var text: String { lines.all.joined() }
    func write(_ bytes: [UInt8]) async throws { lines.add(String(decoding: bytes, as: UTF8.self)) }
  }

  @Test func whatCannotBeAKeyIsRefused() async throws {
    for (body, status) in [
      ([:], 422), (["name": ""], 422), (["name": "a\nb"], 422),
      (["name": "x", "scope": "all"], 422),
      (["name": "x", "expires_in_days": 0], 422), (["name": "x", "user": "eve"], 422),
    ] as [(JSONValue, Int)] {
      #expect(try await served.post("/api/keys", body).status == status, "\(body)")
    }
    #expect(try await served.post("/api/keys", ["name": "x"]).status == 201)
    #expect(try await served.post("/api/keys", ["name": "x"]).status == 409, "the name is taken")
    #expect(try await served.json("/api/keys")["keys"]?.elements.count == 1)
  }

  /// Where tokens are asked for, a key counts beside them, of the same user alone.
  @Test func besideTokensAKeyOfTheUserCounts() async throws {
    let server = try TokenServer(served, user: "ada")
    #expect(try await server.send(.get, "/api/images").status == .unauthorized)
    for (user, status) in [("ada", HTTPStatus.ok), ("eve", .forbidden), ("", .forbidden)] {
      let key = try book.makeKey(KeyWish(name: "one", user: user, scope: .read), at: 0).secret
      #expect(
        try await server.send(.get, "/api/images", ["X-API-Key": key.keyText]).status == status)
    }
    let ended = try book.makeKey(
      KeyWish(name: "old", user: "ada", scope: .read, expiresAt: 1), at: 0
    ).secret
    let refused = try await server.send(.get, "/api/images", ["X-API-Key": ended.keyText])
    #expect(refused.status == .unauthorized)
    #expect(refused.fields["WWW-Authenticate"]?.contains("invalid_token") == true)
  }

  /// When it cannot be read who may ask, nobody may.
  @Test func aBrokenBookOpensNothing() async throws {
    try served.folder.write(Array("no database".utf8), to: "library/accounts.sqlite")
    #expect(try await served.get("/api/images").status == 503)
    #expect(try await served.get("/healthz").status == 200)
  }
}

/// How long whoever gives wrong passwords has to wait.
@Suite struct SignInBrakeTests {
  private final class Clock: Sendable {
    let time = LineList()
    var seconds: Double { Double(time.all.last ?? "0")! }
    func set(_ seconds: Double) { time.add("\(seconds)") }
  }

  @Test func waitsDoubleUpToFiveMinutesAndAreForgotten() {
    let clock = Clock()
    let brake = SignInBrake { clock.seconds }
    var waits: [Double] = []
    for _ in 0..<14 {
      while let wait = brake.wait(for: "192.0.2.1") {
        waits.append(wait)
        clock.set(clock.seconds + wait)
      }
    }
    #expect(waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
    #expect(brake.wait(for: "192.0.2.1") != nil && brake.wait(for: "192.0.2.2") == nil)
    brake.forget("192.0.2.1")
    #expect(brake.wait(for: "192.0.2.1") == nil)
    for _ in 0..<5 { _ = brake.wait(for: "2001:db8::1") }
    #expect(brake.wait(for: "2001:db8::ffff") != nil, "one network is one peer")
    clock.set(clock.seconds + 3_601)
    for _ in 0..<3 { #expect(brake.wait(for: "2001:db8::1") == nil) }
  }
}
