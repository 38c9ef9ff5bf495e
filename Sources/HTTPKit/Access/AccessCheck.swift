internal import Core

/// Lets only those take a route who have the scope that it declares. Before every handler, so that
/// none can forget it.
package struct AccessCheck: HTTPMiddleware {
  private let router: Router
  private let authenticator: any Authenticator
  private let limits: RequestLimits?

  /// - Parameter limits: how often each caller may ask.
  package init(
    router: Router, authenticator: any Authenticator, limits: RequestLimits? = nil
  ) {
    self.router = router
    self.authenticator = authenticator
    self.limits = limits
  }

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    // What is no route is the web app's files, or a 404 or 405.
    var route: Route?
    if case .route(let found, _) = router.find(request.method, request.target.segments) {
      route = found
    }
    guard let needed = route?.access.scope else {
      let allowance = try limits?.count(request, route, by: nil)
      return told(allowance, try await next(request))
    }
    let principal = try await asker(of: request, route)
    request.facts[RouteReport.self]?.asked(by: principal)
    // Before the scope: to be refused is not free either.
    let allowance = try limits?.count(request, route, by: principal)
    guard let scope = principal.scope, scope >= needed else {
      throw HTTPProblem(
        .forbidden, type: "scope", detail: "That needs the scope \(needed.word).",
        fields: [
          "WWW-Authenticate":
            "\(Self.scheme), error=\"insufficient_scope\", scope=\"\(needed.word)\""
        ], members: [.init("scope", .string(needed.word))])
    }
    let asked = request
    var request = request
    request.facts[Principal.self] = principal
    request.facts[AccessHold.self] = AccessHold(needed) { [authenticator] in
      try await authenticator.principal(of: asked)
    }
    return told(allowance, try await next(request))
  }

  /// - Throws: 401 and 403. Whoever is refused is counted by the address.
  private func asker(of request: HTTPRequest, _ route: Route?) async throws -> Principal {
    do {
      if let principal = try await authenticator.principal(of: request) { return principal }
    } catch {
      _ = try limits?.count(request, route, by: nil)
      throw error
    }
    _ = try limits?.count(request, route, by: nil)
    throw Self.nobody
  }

  private func told(
    _ allowance: RequestLimits.Allowance?, _ response: HTTPResponse
  ) -> HTTPResponse {
    var response = response
    allowance?.write(to: &response.fields)
    return response
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
