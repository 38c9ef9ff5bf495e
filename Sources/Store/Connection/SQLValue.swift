/// A value bound to a parameter of a statement.
package enum SQLValue: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case blob([UInt8])

  package static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }
  package static func boolean(_ value: Bool) -> SQLValue { .integer(value ? 1 as Int64 : 0) }

  /// The value, or NULL for `nil`.
  package static func optional(_ value: Int?) -> SQLValue { value.map { .integer($0) } ?? .null }
  package static func optional(_ value: Int64?) -> SQLValue { value.map { .integer($0) } ?? .null }
  package static func optional(_ value: Double?) -> SQLValue { value.map { .real($0) } ?? .null }
  package static func optional(_ value: String?) -> SQLValue { value.map { .text($0) } ?? .null }
  package static func optional(_ value: [UInt8]?) -> SQLValue { value.map { .blob($0) } ?? .null }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(stringLiteral value: String) { self = .text(value) }
}
