/// What a request is answered with.
package typealias HTTPHandler = @Sendable (HTTPRequest) async throws -> HTTPResponse

/// One way to ask: a method, a path, and what answers.
package struct Route: Sendable {
  package let method: HTTPMethod
  package let pattern: RoutePattern
  /// The name in metrics and documents: `searchSimilar`.
  package let name: String
  /// Bytes of content that are accepted; more is refused before it is read.
  package let bodyLimit: Int64
  package let handler: HTTPHandler

  package init(
    _ method: HTTPMethod, _ pattern: String, name: String, bodyLimit: Int64 = 1 << 20,
    handler: @escaping HTTPHandler
  ) {
    self.method = method
    self.pattern = RoutePattern(pattern)
    self.name = name
    self.bodyLimit = bodyLimit
    self.handler = handler
  }
}

/// Which route a request took, for logs, metrics and limits behind the router.
package struct RouteTaken: Sendable {
  package let name: String
  package let pattern: String
}
