/// What a key allows; each includes those before it.
package enum KeyScope: String, Sendable, Hashable, CaseIterable {
  case read, write, admin
}

/// A key by which a program asks, without its secret. Times are milliseconds since 1970.
package struct AccessKey: Sendable, Hashable {
  package let id: Int64
  /// What its maker calls it; no other key of the user has the name.
  package let name: String
  /// How its secret begins: `smb_1a2b3c`.
  package let hint: String
  /// Whose pictures it opens.
  package let user: String
  package let scope: KeyScope
  package let createdAt: Int64
  /// `nil` for never.
  package let expiresAt: Int64?
  /// To the minute; `nil` when it never was.
  package let usedAt: Int64?

  package func isExpired(at time: Int64) -> Bool { expiresAt.map { $0 <= time } ?? false }
}

/// What a new key should be.
package struct KeyWish: Sendable {
  package var name: String
  package var user: String
  package var scope: KeyScope
  package var expiresAt: Int64?

  package init(name: String, user: String, scope: KeyScope, expiresAt: Int64? = nil) {
    self.name = name
    self.user = user
    self.scope = scope
    self.expiresAt = expiresAt
  }
}
