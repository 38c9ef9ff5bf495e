internal import Accounts
internal import Core
internal import Engine
internal import HTTPKit

/// Signing in with the password, out, and whether one is.
struct SessionRoutes {
  let api: API

  var all: [Route] { [current, begin, end] }

  private struct Standing: Sendable {
    var principal: Principal?
    var hasPassword: Bool
    var expiresAt: Int64?
  }

  private static let fields = AnswerFields<Standing>(
    "Session",
    [
      .init("signed_in", .bool, "Whether requests like this one are let in.") {
        .bool($0.principal != nil)
      },
      .init(
        "by", .nullable(.choice(["local", "token", "key", "session"])),
        "local: being on the server's machine is enough."
      ) { .known($0.principal?.proof.rawValue) },
      .init("user", .nullable(.text), "null for the library's own.") {
        .known($0.principal.flatMap { $0.owner.isEmpty ? nil : $0.owner })
      },
      .init("scope", .nullable(.choice(AccessScope.allCases.map(\.word)))) {
        .known($0.principal?.scope?.word)
      },
      .init("password", .bool, "Whether there is one to sign in with.") { .bool($0.hasPassword) },
      .init("expires_at", .nullable(.text), "When a session ends that is not used any more.") {
        .known($0.expiresAt.map { Timestamp(rawValue: $0).rfc3339 })
      },
    ])

  private static func answer(_ standing: Standing, _ status: HTTPStatus) -> HTTPResponse {
    var response = HTTPResponse.json(JSONText.bytes(fields.value(of: standing)), status: status)
    response.fields["Cache-Control"] = "no-store"
    return response
  }

  private var current: Route {
    Route(
      .get, "/api/session", name: "session", "Who asks, and whether one must sign in.",
      access: .open, answers: [.json(Self.fields.shape)]
    ) { [api] request in
      var standing = Standing(hasPassword: try await api.door.hasPassword())
      do {
        standing.principal = try await api.principal(of: request)
      } catch let problem as HTTPProblem
        where problem.status == .unauthorized || problem.status == .forbidden
      {
        standing.principal = nil
      }
      if standing.principal?.proof == .session,
        case .session(let secrets) = try AccountDoor.credential(of: request)
      {
        standing.expiresAt = try await api.door.session(of: secrets)?.expiresAt
      }
      return Self.answer(standing, .ok)
    }
  }

  private var begin: Route {
    Route(
      .post, "/api/session", name: "signIn", "Signs in with the password; answers with a cookie.",
      access: .open,
      content: .json(.object([.init("password", .text(1...1_024))])),
      answers: [.json(Self.fields.shape, .created)]
    ) { [api] request in
      let (door, peer) = (api.door, request.peer)
      guard let user = door.user else {
        throw HTTPProblem(
          .forbidden, type: "many-users",
          detail: "This server has many users. They come with tokens or keys, not with a password.")
      }
      if let wait = api.front.brake.wait(for: peer) {
        let seconds = Int(wait.rounded(.up))
        throw HTTPProblem(
          .tooManyRequests, type: "sign-in-wait",
          detail: "That was wrong too often. Try again in \(seconds) s.",
          fields: ["Retry-After": "\(seconds)"])
      }
      let password = request.content["password"]?.text ?? ""
      let time = door.now()
      let begun = try await api.front.hasher.run {
        try door.book.isPassword(password) ? try door.book.beginSession(at: time) : nil
      }
      guard let begun else {
        throw HTTPProblem(
          .unauthorized, type: "wrong-password", detail: "This is not the password.",
          fields: ["WWW-Authenticate": AccessCheck.scheme])
      }
      api.front.brake.forget(peer)
      let principal = Principal(owner: user, scope: .admin, proof: .session)
      request.facts[RouteReport.self]?.asked(by: principal)
      var response = Self.answer(
        Standing(
          principal: principal, hasPassword: true, expiresAt: begun.session.expiresAt), .created)
      response.fields["Set-Cookie"] = Cookies.kept(
        SessionCookie.name(isEncrypted: request.isEncrypted), begun.secret.text,
        seconds: Int(Session.whole / 1_000), isEncrypted: request.isEncrypted)
      return response
    }
  }

  private var end: Route {
    Route(
      .delete, "/api/session", name: "signOut", "Signs out, and takes the cookie back.",
      access: .open, answers: [.done]
    ) { [api] request in
      var response = HTTPResponse(.noContent)
      if let user = api.door.user,
        case .session(let secrets) = try AccountDoor.credential(of: request)
      {
        request.facts[RouteReport.self]?.asked(
          by: Principal(owner: user, scope: .admin, proof: .session))
        let book = api.door.book
        try await api.gatekeepers.run { for secret in secrets { try book.endSession(of: secret) } }
      }
      response.fields["Cache-Control"] = "no-store"
      response.fields["Set-Cookie"] = Cookies.kept(
        SessionCookie.name(isEncrypted: request.isEncrypted), "", seconds: 0,
        isEncrypted: request.isEncrypted)
      return response
    }
  }
}
