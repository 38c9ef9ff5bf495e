/// JSON values as text (RFC 8259).
package enum JSONText {
  package enum Layout: Hashable, Sendable {
    /// Everything on one line, as in a line of NDJSON.
    case compact
    /// Two blanks of indentation a level.
    case indented
  }

  /// The value in UTF-8, without a line break at its end. O(size).
  package static func bytes(_ value: JSONValue, _ layout: Layout = .compact) -> [UInt8] {
    var bytes: [UInt8] = []
    append(value, to: &bytes, layout, depth: 0)
    return bytes
  }

  package static func text(_ value: JSONValue, _ layout: Layout = .compact) -> String {
    String(decoding: bytes(value, layout), as: UTF8.self)
  }

  package static func append(
    _ value: JSONValue, to bytes: inout [UInt8], _ layout: Layout, depth: Int
  ) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += String(value).utf8
    case .number(let value): bytes += number(value).utf8
    case .string(let value): append(string: value, to: &bytes)
    case .array(let elements):
      bytes.append(UInt8(ascii: "["))
      for (position, element) in elements.enumerated() {
        separate(position, &bytes, layout, depth: depth + 1)
        append(element, to: &bytes, layout, depth: depth + 1)
      }
      close("]", isEmpty: elements.isEmpty, &bytes, layout, depth: depth)
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (position, member) in members.enumerated() {
        separate(position, &bytes, layout, depth: depth + 1)
        append(key: member.key, to: &bytes, layout)
        append(member.value, to: &bytes, layout, depth: depth + 1)
      }
      close("}", isEmpty: members.isEmpty, &bytes, layout, depth: depth)
    }
  }

  /// The comma and line break before an element.
  package static func separate(
    _ position: Int, _ bytes: inout [UInt8], _ layout: Layout, depth: Int
  ) {
    if position > 0 { bytes.append(UInt8(ascii: ",")) }
    breakLine(&bytes, layout, depth: depth)
  }

  package static func close(
    _ bracket: Character, isEmpty: Bool, _ bytes: inout [UInt8], _ layout: Layout, depth: Int
  ) {
    if !isEmpty { breakLine(&bytes, layout, depth: depth) }
    bytes += bracket.utf8
  }

  package static func append(key: String, to bytes: inout [UInt8], _ layout: Layout) {
    append(string: key, to: &bytes)
    bytes += (layout == .compact ? ":" : ": ").utf8
  }

  private static func breakLine(_ bytes: inout [UInt8], _ layout: Layout, depth: Int) {
    guard layout == .indented else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes += repeatElement(UInt8(ascii: " "), count: 2 * depth)
  }

  /// The shortest digits that read back as the same number; whole ones without `.0`.
  private static func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Escapes what RFC 8259 § 7 asks for: quotes, backslashes and controls. U+007F and the line
  /// separators U+2028 and U+2029 are escaped as well, so that the text is safe in a terminal and
  /// in JavaScript.
  private static func append(string: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": bytes += "\\\"".utf8
      case "\\": bytes += "\\\\".utf8
      case "\n": bytes += "\\n".utf8
      case "\r": bytes += "\\r".utf8
      case "\t": bytes += "\\t".utf8
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        bytes += "\\u".utf8
        bytes += repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
        bytes += digits.utf8
      default: bytes += UTF8.encode(scalar).unsafelyUnwrapped
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
