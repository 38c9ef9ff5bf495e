internal import Core

/// Lets only those take a route who have the scope that it declares. Before every handler, so that
/// none can forget it.
package struct AccessCheck: HTTPMiddleware {
  private let router: Router
  private let authenticator: any Authenticator

  package init(router: Router, authenticator: any Authenticator) {
    self.router = router
    self.authenticator = authenticator
  }

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    // What is no route is the web app's files, or a 404 or 405.
    guard case .route(let route, _) = router.find(request.method, request.target.segments),
      let needed = route.access.scope
    else { return try await next(request) }
    guard let principal = try await authenticator.principal(of: request) else {
      throw Self.nobody
    }
    request.facts[RouteReport.self]?.asked(by: principal)
    guard let scope = principal.scope, scope >= needed else {
      throw HTTPProblem(
        .forbidden, type: "scope", detail: "That needs the scope \(needed.word).",
        fields: [
          "WWW-Authenticate":
            "\(Self.scheme), error=\"insufficient_scope\", scope=\"\(needed.word)\""
        ], members: [.init("scope", .string(needed.word))])
    }
    var request = request
    request.facts[Principal.self] = principal
    return try await next(request)
  }

  package static let scheme = "Bearer realm=\"semblance\""

  /// A 401 for who does not say who asks.
  package static let nobody = unknown(
    "Say who asks: sign in, or send Authorization: Bearer and a key or token.", challenge: scheme)

  /// A 401 for a token that does not count (RFC 6750 § 3.1).
  package static func invalid(_ detail: String) -> HTTPProblem {
    unknown(detail, challenge: scheme + ", error=\"invalid_token\"")
  }

  private static func unknown(_ detail: String, challenge: String) -> HTTPProblem {
    HTTPProblem(
      .unauthorized, type: "unauthenticated", detail: detail,
      fields: ["WWW-Authenticate": challenge])
  }
}
