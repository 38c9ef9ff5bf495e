internal import Core

/// What a request is answered with.
package typealias HTTPHandler = @Sendable (HTTPRequest) async throws -> HTTPResponse

/// One way to ask: a method, a path, what may be sent, what comes back, and what answers.
package struct Route: Sendable {
  package let method: HTTPMethod
  package let pattern: RoutePattern
  /// The name in metrics and documents: `searchSimilar`.
  package let name: String
  /// What it does, in a line.
  package let summary: String
  /// Who may take it.
  package let access: RouteAccess
  /// What the path's parameters look like, by name; what does not is the handler's to refuse.
  package let path: [String: JSONShape]
  package let query: [QueryParameter]
  package let content: RouteContent
  package let answers: [RouteAnswer]
  /// Bytes of content that are accepted; more is refused before it is read.
  package let bodyLimit: Int64
  package let handler: HTTPHandler

  /// - Parameter access: by default ``RouteAccess/standard(for:)``.
  package init(
    _ method: HTTPMethod, _ pattern: String, name: String, _ summary: String = "",
    access: RouteAccess? = nil,
    path: [String: JSONShape] = [:], query: [QueryParameter] = [], content: RouteContent = .none,
    answers: [RouteAnswer] = [],
    bodyLimit: Int64 = 1 << 20, handler: @escaping HTTPHandler
  ) {
    self.method = method
    self.pattern = RoutePattern(pattern)
    self.name = name
    self.summary = summary
    self.access = access ?? .standard(for: method)
    self.path = path
    self.query = query
    self.content = content
    self.answers = answers
    self.bodyLimit = bodyLimit
    self.handler = handler
  }

  /// The same route with another handler.
  package func answered(by handler: @escaping HTTPHandler) -> Route {
    Route(
      method, pattern.description, name: name, summary, access: access, path: path, query: query,
      content: content, answers: answers, bodyLimit: bodyLimit, handler: handler)
  }

  /// Checks what was sent and lets the handler answer.
  ///
  /// - Throws: ``HTTPProblem`` for what does not fit; what the handler throws.
  func respond(to request: HTTPRequest) async throws -> HTTPResponse {
    var request = request
    request.arguments = try arguments(of: request.target)
    request.content = try await content.document(of: request, limit: bodyLimit)
    request.facts[RouteReport.self]?.asked(namesGiven(in: request), request.content)
    return try await handler(request)
  }

  private func namesGiven(in request: HTTPRequest) -> [String] {
    let names = query.map(\.name).filter { request.target.value(of: $0) != nil }
    guard case .object(let members) = request.content else { return names }
    return names + members.map(\.key)
  }

  /// The declared values of a query; others are left alone.
  private func arguments(of target: RequestTarget) throws(HTTPProblem) -> [String: JSONValue] {
    var arguments: [String: JSONValue] = [:]
    for parameter in query {
      guard let text = target.value(of: parameter.name) else {
        arguments[parameter.name] = parameter.fallback
        continue
      }
      let value = parameter.shape.value(of: text)
      try parameter.shape.check(value, at: parameter.name)
      arguments[parameter.name] = value
    }
    return arguments
  }
}

/// Which route a request took, for logs, metrics and limits behind the router.
package struct RouteTaken: Sendable {
  package let name: String
  package let pattern: String
}
