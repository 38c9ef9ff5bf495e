/// Work around every handler: it may answer itself, change the request, or change the response.
package protocol HTTPMiddleware: Sendable {
  func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse
}

/// A router with the middleware before it, outermost first. What a server serves, and what tests
/// call without one.
package struct HTTPApplication: Sendable {
  package let router: Router
  private let handler: HTTPHandler

  package init(router: Router, middleware: [any HTTPMiddleware] = []) {
    self.router = router
    var handler: HTTPHandler = { try await router.respond(to: $0) }
    for layer in middleware.reversed() {
      let next = handler
      handler = { try await layer.respond(to: $0, next: next) }
    }
    self.handler = handler
  }

  /// Answers a request. Whatever goes wrong is an answer too.
  package func respond(to request: HTTPRequest) async -> HTTPResponse {
    do {
      return try await handler(request)
    } catch let problem as HTTPProblem {
      return problem.response(requestID: request.facts[RequestID.self]?.text)
    } catch {
      return HTTPProblem(
        .internalServerError, type: "internal", detail: "The server failed; its log says why."
      ).response(requestID: request.facts[RequestID.self]?.text)
    }
  }
}
