internal import Accounts
internal import HTTPKit

/// How a server meets those who ask.
final class APIFront: Sendable {
  /// The names under which the server answers; `nil` for any.
  let hosts: Set<String>?
  /// Finds out who asks.
  let door: AccountDoor
  let audit: AuditKeeper
  let limits: RequestLimits
  let brake: SignInBrake
  /// For looking up who asks, which must not wait for anything else.
  let gatekeepers: BlockingPool
  /// For passwords: one at a time, for each takes much memory.
  let hasher: BlockingPool
  /// Other origins whose pages may ask.
  let origins: Set<String>
  /// Seconds from which a request is logged as slow; `nil` for never.
  let slow: Double?
  let web: StaticFolder?
  /// Where it cannot sign in, and somebody has to, the web app is not offered.
  let offersWeb: Bool

  /// - Parameters:
  ///   - user: whose pictures are served; `nil` for those of everybody who can say who asks.
  ///   - isOpen: whether nothing is asked while no password is set.
  init(
    book: AccountBook, tokens: (any Authenticator)?, user: String?, isOpen: Bool,
    audit: AuditKeeper, limits: RequestLimits, brake: SignInBrake, hosts: Set<String>?,
    origins: Set<String>, slow: Double?, web: StaticFolder?
  ) {
    self.audit = audit
    self.limits = limits
    self.brake = brake
    self.hosts = hosts
    self.origins = origins
    self.slow = slow
    gatekeepers = BlockingPool(threads: 2, limit: 256)
    hasher = BlockingPool(threads: 1, limit: 4)
    door = AccountDoor(
      book: book, tokens: tokens, user: user, isOpen: isOpen, pool: gatekeepers)
    offersWeb = user != nil && (isOpen || (try? book.hasPassword()) == true)
    self.web = offersWeb ? web : nil
  }

  deinit { for pool in [gatekeepers, hasher] { pool.stop() } }
}
