/// Whose pictures (the tenant, `owner_user_id`). Part of every reader and writer, so that no query
/// can forget it.
package struct Owner: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  package let name: String
  package init(_ name: String) { self.name = name }
  package init(stringLiteral name: String) { self.name = name }
  package var description: String { name }

  /// The only owner of a library that is used without accounts.
  package static let local: Owner = ""
}
