internal import Accounts
internal import HTTPKit

extension API {
  var door: AccountDoor { front.door }
  var audit: AuditKeeper { front.audit }
  var gatekeepers: BlockingPool { front.gatekeepers }

  /// Who asks, as the check before all handlers finds out.
  func principal(of request: HTTPRequest) async throws -> Principal? {
    if let known = request.facts[Principal.self] { return known }
    return try await door.principal(of: request)
  }

  var accountRoutes: [Route] {
    SessionRoutes(api: self).all + KeyRoutes(api: self).all + AuditRoutes(api: self).all
  }
}
