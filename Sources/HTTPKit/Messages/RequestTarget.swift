/// A request's target in origin form (RFC 9112 § 3.2.1), taken apart.
package struct RequestTarget: Sendable, Hashable {
  /// As it was sent, without the query.
  package let path: String
  /// The path's segments, each decoded: a slash written as `%2F` stays within its segment, so that a
  /// parameter can never reach into another folder by itself.
  package let segments: [String]
  /// In order; names may repeat.
  package let query: [QueryItem]

  package struct QueryItem: Sendable, Hashable {
    package let name: String
    package let value: String
  }

  /// - Returns: `nil` for what is no origin form, has malformed escapes, or bytes that are not UTF-8
  ///   once decoded.
  package init?(_ target: String) {
    guard target.utf8.first == UInt8(ascii: "/") else { return nil }
    let bytes = Array(target.utf8)
    let mark = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
    guard !bytes.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == UInt8(ascii: "#") }) else {
      return nil
    }
    path = String(decoding: bytes[..<mark], as: UTF8.self)
    var segments: [String] = []
    for piece in bytes[1..<mark].split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    {
      guard let segment = PercentCoding.decoded(piece, plusIsBlank: false) else { return nil }
      segments.append(segment)
    }
    self.segments = segments == [""] ? [] : segments
    guard mark < bytes.endIndex else { query = []; return }
    var items: [QueryItem] = []
    for piece in bytes[(mark + 1)...].split(separator: UInt8(ascii: "&")) {
      let equals = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
      guard let name = PercentCoding.decoded(piece[..<equals], plusIsBlank: true),
        let value = PercentCoding.decoded(piece[equals...].dropFirst(), plusIsBlank: true)
      else { return nil }
      items.append(QueryItem(name: name, value: value))
    }
    query = items
  }

  /// The first value of a name.
  package func value(of name: String) -> String? { query.first { $0.name == name }?.value }
  package func values(of name: String) -> [String] {
    query.filter { $0.name == name }.map(\.value)
  }
}

/// Escapes of URIs (RFC 3986 § 2.1).
package enum PercentCoding {
  /// - Returns: `nil` when an escape is malformed, the bytes are not UTF-8, or a NUL is among them.
  package static func decoded(
    _ bytes: some Sequence<UInt8>, plusIsBlank: Bool
  ) -> String? {
    var result: [UInt8] = []
    var iterator = bytes.makeIterator()
    while let byte = iterator.next() {
      switch byte {
      case UInt8(ascii: "%"):
        guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit)
        else { return nil }
        result.append(high << 4 | low)
      case UInt8(ascii: "+") where plusIsBlank: result.append(UInt8(ascii: " "))
      default: result.append(byte)
      }
    }
    guard !result.contains(0) else { return nil }
    return String(validating: result, as: UTF8.self)
  }

  /// Escapes everything but unreserved characters (RFC 3986 § 2.3).
  package static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      let character = Character(UnicodeScalar(byte))
      if byte < 0x80, character.isLetter || character.isNumber || "-._~".contains(character) {
        result.append(character)
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return result
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
