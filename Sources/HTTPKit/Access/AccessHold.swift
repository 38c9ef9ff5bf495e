/// Finds out whether whoever asked is still let in, for answers that go on for long: a key may be
/// revoked, and a session end, while one is sent. A fact of the request behind ``AccessCheck``.
package struct AccessHold: Sendable {
  private let find: @Sendable () async throws -> Principal?
  private let scope: AccessScope

  init(
    _ scope: AccessScope, find: @escaping @Sendable () async throws -> Principal?
  ) {
    self.scope = scope
    self.find = find
  }

  /// `false` also where it cannot be found out.
  package func isStillThere() async -> Bool {
    guard let principal = try? await find() else { return false }
    return principal.scope.map { $0 >= scope } ?? false
  }
}
