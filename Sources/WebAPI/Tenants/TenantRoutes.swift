internal import HTTPKit

extension Route {
  /// The same route, answered by the library of whoever asks, whom ``AccessCheck`` has found out.
  func answered(by tenants: Tenants) -> Route {
    let name = name
    return answered { request in
      guard let user = request.facts[Principal.self]?.owner else { throw AccessCheck.nobody }
      return try await tenants.lease(of: user).answer(name, request)
    }
  }
}
