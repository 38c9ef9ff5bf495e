internal import Accounts
internal import Core
internal import Engine
internal import HTTPKit

/// Keys by which programs ask: listed, made, taken back. Those of the caller's user alone.
struct KeyRoutes {
  let api: API

  var all: [Route] { [list, make, revoke] }

  private static let fields = AnswerFields<AccessKey>(
    "Key",
    [
      .init("id", .count) { .integer($0.id) },
      .init("name", .text) { .string($0.name) },
      .init("hint", .text, "How it begins.") { .string($0.hint) },
      .init("scope", scopes) { .string($0.scope.rawValue) },
      .init("created_at", .text) { time($0.createdAt) },
      .init("expires_at", .nullable(.text), "null for never.") { $0.expiresAt.map(time) ?? .null },
      .init("used_at", .nullable(.text), "To the minute; null when it never was.") {
        $0.usedAt.map(time) ?? .null
      },
    ])

  private static let scopes: JSONShape = .choice(KeyScope.allCases.map(\.rawValue))

  private static func time(_ milliseconds: Int64) -> JSONValue {
    .string(Timestamp(rawValue: milliseconds).rfc3339)
  }

  private static func user(_ request: HTTPRequest) throws(HTTPProblem) -> String {
    guard let principal = request.facts[Principal.self] else { throw AccessCheck.nobody }
    return principal.owner
  }

  private var list: Route {
    Route(
      .get, "/api/keys", name: "keys", "Your keys, without their secrets.",
      access: .scope(.admin),
      answers: [.json(.named("Keys", .object([.init("keys", .list(Self.fields.shape))])))]
    ) { [api] request in
      let (book, user) = (api.door.book, try Self.user(request))
      let keys = try await api.gatekeepers.run { try book.keys(of: user) }
      return .json(JSONText.bytes(["keys": .array(keys.map(Self.fields.value))]))
    }
  }

  private var make: Route {
    Route(
      .post, "/api/keys", name: "makeKey", "Makes a key. Its secret is in this answer alone.",
      access: .scope(.admin),
      content: .json(
        .object([
          .init("name", .text(1...100), "For what it is."),
          .init("scope", Self.scopes, required: false, "read by default."),
          .init(
            "expires_in_days", .nullable(.integer(1...3_650)), required: false, "null for never."),
        ])),
      answers: [
        .json(
          .named(
            "MadeKey",
            .object([
              .init("key", .text, "smb_ and 64 digits."), .init("made", Self.fields.shape),
            ])), .created)
      ]
    ) { [api] request in
      let (door, wish) = (api.door, request.content)
      let time = door.now()
      let wanted = KeyWish(
        name: wish["name"]?.text ?? "", user: try Self.user(request),
        scope: wish["scope"]?.text.flatMap(KeyScope.init) ?? .read,
        expiresAt: wish["expires_in_days"]?.int.map { time + Int64($0) * 86_400_000 })
      let made = try await api.gatekeepers.run { try door.book.makeKey(wanted, at: time) }
      var response = HTTPResponse.json(
        JSONText.bytes([
          "key": .string(made.secret.keyText), "made": Self.fields.value(of: made.key),
        ]), status: .created)
      response.fields["Cache-Control"] = "no-store"
      return response
    }
  }

  private var revoke: Route {
    Route(
      .delete, "/api/keys/{id}", name: "revokeKey", "Takes a key back: it opens nothing any more.",
      access: .scope(.admin), path: ["id": .keyID], answers: [.done]
    ) { [api] request in
      let (book, user) = (api.door.book, try Self.user(request))
      guard let id = Int64(request.parameters["id"] ?? ""),
        try await api.gatekeepers.run({ try book.revokeKey(id, of: user) }) != nil
      else { throw HTTPProblem.notFound("There is no such key.") }
      return HTTPResponse(.noContent)
    }
  }
}

extension JSONShape {
  static let keyID: JSONShape = .pattern(
    TextPattern("^[1-9][0-9]{0,17}$", "a key's number") { text in
      text.utf8.first != UInt8(ascii: "0") && (1...18).contains(text.utf8.count)
        && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    })
}
