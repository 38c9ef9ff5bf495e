package import Core

/// A value of JSON (RFC 8259) whose members keep their order.
package enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int64)
  /// A number that is not finite is written as `null`, since JSON has none.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  package struct Member: Hashable, Sendable {
    package let key: String
    package let value: JSONValue

    package init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// A member, or nothing at all when the value is `nil`: for lists of members.
  package static func optional(_ key: String, _ value: JSONValue?) -> [Member] {
    value.map { [Member(key, $0)] } ?? []
  }

  /// A path as members: `key` holds its display text, and where that cannot be turned back into the
  /// path (bytes that are not UTF-8, control characters), `key_bytes` holds the bytes as
  /// hexadecimal digits.
  package static func path(_ path: FilePath, key: String = "path") -> [Member] {
    let display = path.display
    let text = Member(key, .string(display))
    guard Array(display.utf8) != path.bytes else { return [text] }
    return [text, Member(key + "_bytes", .string(Hexadecimal.string(of: path.bytes)))]
  }

  /// A fault as an object: `code`, `message`, and where there are any `remedy`, `path`, `cause`.
  package static func fault(_ fault: Fault) -> JSONValue {
    .object(
      [Member("code", .string(fault.code.name)), Member("message", .string(fault.message))]
        + (fault.remedy.isEmpty ? [] : [Member("remedy", .string(fault.remedy))])
        + (fault.path.map { path($0) } ?? [])
        + optional("cause", fault.underlying.map(JSONValue.string)))
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByNilLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int64) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(nilLiteral: ()) { self = .null }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// Keeps the order of the literal.
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
}
