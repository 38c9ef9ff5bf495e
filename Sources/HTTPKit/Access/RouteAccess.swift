/// Who may take a route.
package enum RouteAccess: Sendable, Hashable {
  /// Anybody: it tells nothing of anyone's.
  case open
  /// Whoever has that scope.
  case scope(AccessScope)

  /// What a route asks for that declares nothing: to read for what reads, to write for the rest.
  package static func standard(for method: HTTPMethod) -> RouteAccess {
    .scope(method.isSafe ? .read : .write)
  }

  package var scope: AccessScope? {
    if case .scope(let scope) = self { scope } else { nil }
  }
}
