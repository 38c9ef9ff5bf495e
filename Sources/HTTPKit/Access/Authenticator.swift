/// Finds out who asks.
package protocol Authenticator: Sendable {
  /// - Returns: `nil` when the request does not say.
  /// - Throws: ``HTTPProblem`` 401 when it says something that does not hold, 403 when whoever it is may
  ///   not be here; whatever keeps it from finding out.
  func principal(of request: HTTPRequest) async throws -> Principal?
}
