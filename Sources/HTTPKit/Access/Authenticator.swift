/// Finds out who asks.
package protocol Authenticator: Sendable {
  /// - Returns: `nil` when the request does not say.
  /// - Throws: 401 when it says something that does not hold, 403 when whoever it is may not be here.
  func principal(of request: HTTPRequest) throws(HTTPProblem) -> Principal?
}

/// Everybody who reaches the server may do everything: for one's own machine.
package struct OpenDoor: Authenticator {
  private let owner: String

  package init(owner: String) { self.owner = owner }

  package func principal(of request: HTTPRequest) -> Principal? {
    Principal(owner: owner, scope: .admin, proof: .local)
  }
}
