/// The text of one or more SQL statements.
///
/// Only a literal makes one, and a literal with an interpolated value does not compile: values are
/// bound, never written into the text.
package struct SQL: Hashable, Sendable, ExpressibleByStringLiteral {
  let text: String

  package init(stringLiteral value: StaticString) { text = value.description }

  private init(text: String) { self.text = text }

  /// Joins two fixed pieces of text, as for a list of columns that several statements share.
  package static func + (left: SQL, right: SQL) -> SQL { SQL(text: left.text + right.text) }

  /// A pragma with a number; SQLite does not bind parameters there.
  static func pragma(_ name: StaticString, _ value: Int) -> SQL {
    SQL(text: "PRAGMA " + name.description + " = " + String(value))
  }
}
