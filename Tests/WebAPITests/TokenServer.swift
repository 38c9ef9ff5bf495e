import Accounts
import Core
import Engine
import HTTPKit
import Testing
import WebAPI

/// The API of a library that asks for tokens, which are signed here with its secret.
struct TokenServer {
  static let secret = Array("a secret of the tests, and of nothing else".utf8)
  static let now = 1_800_000_000.0
  let api: API
  /// The folder of its library goes with it.
  private let served: ServedLibrary
  private let application: HTTPApplication

  init(_ served: ServedLibrary, user: String? = nil) throws {
    self.served = served
    api = API(
      library: served.library, hosts: nil, authenticator: try Self.door(for: "ada"), user: user
    ) { _ in }
    application = api.application
  }

  /// Lets in whoever has a token of a user, or of anybody.
  static func door(for user: String?) throws -> TokenDoor {
    var keys = KeySet()
    try keys.add(secret: secret)
    return TokenDoor(verifier: TokenVerifier(keys: keys), user: user, now: { now })
  }

  static func token(_ scope: String?, of user: String = "ada", expires: Int64 = 60) -> String {
    let claims: JSONValue = .object(
      [.init("sub", .string(user)), .init("exp", .integer(Int64(now) + expires))]
        + JSONValue.optional("scope", scope.map(JSONValue.string)))
    let message = "\(part(JSONText.bytes(["alg": "HS256"]))).\(part(JSONText.bytes(claims)))"
    return "\(message).\(part(MessageCode.sha256(message, key: secret)))"
  }

  private static func part(_ bytes: [UInt8]) -> String {
    Base64.text(bytes).replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// What a request is answered with, from whatever name the server is reached by.
  func send(
    _ method: HTTPMethod, _ target: String, token: String? = nil, _ fields: HTTPFields = [:],
    body: [UInt8] = []
  ) async throws -> HTTPResponse {
    await application.respond(
      to: try Self.request(method, target, token: token, fields, body: body))
  }

  static func request(
    _ method: HTTPMethod, _ target: String, token: String?, _ fields: HTTPFields, body: [UInt8]
  ) throws -> HTTPRequest {
    var fields = fields
    fields["Host"] = "photos.example"
    if !method.isSafe, fields["Content-Type"] == nil { fields["Content-Type"] = "application/json" }
    if let token { fields["Authorization"] = "Bearer \(token)" }
    return HTTPRequest(
      method: method, target: try #require(RequestTarget(target)), fields: fields,
      body: RequestBody(body))
  }

  /// A path of a route's pattern, with values that stand for nothing.
  static func path(of route: Route) -> String {
    route.pattern.description.replacing(/\{[^}]*\}/, with: "01ARZ3NDEKTSV4RRFFQ69G5FAV")
  }
}
