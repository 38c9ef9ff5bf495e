/// One XML start tag without its angle brackets, read attribute by attribute.
struct XMPTag {
  let name: String
  private var rest: Slice<UnsafeRawBufferPointer>

  init(_ bytes: Slice<UnsafeRawBufferPointer>) {
    let end = bytes.firstIndex(where: Self.isBlank) ?? bytes.endIndex
    name = String(decoding: bytes[..<end], as: UTF8.self)
    rest = bytes[end...]
  }

  /// The next `name="value"`, the value still escaped; `nil` at the end or at anything malformed.
  mutating func nextAttribute() -> (name: String, value: Slice<UnsafeRawBufferPointer>)? {
    rest = rest.drop(while: Self.isBlank)
    guard let equals = rest.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let name = String(decoding: rest[..<equals].prefix { !Self.isBlank($0) }, as: UTF8.self)
    let quoted = rest[(equals + 1)...].drop(while: Self.isBlank)
    guard let quote = quoted.first, quote == 0x22 || quote == 0x27 else { return nil }
    let value = quoted.dropFirst()
    guard let end = value.firstIndex(of: quote) else { return nil }
    rest = value[(end + 1)...]
    return (name, value[..<end])
  }

  /// Text with XML's five named references and numeric ones replaced; others stay as they are.
  static func unescaped(_ raw: Slice<UnsafeRawBufferPointer>) -> String {
    let text = String(decoding: raw, as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "&") {
      result += rest[..<start]
      rest = rest[start...]
      // The longest reference is `&#x10FFFF;`.
      guard let end = rest.prefix(12).firstIndex(of: ";"),
        let scalar = scalar(named: rest[rest.index(after: start)..<end])
      else {
        result += "&"
        rest = rest.dropFirst()
        continue
      }
      result.unicodeScalars.append(scalar)
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func scalar(named name: Substring) -> Unicode.Scalar? {
    switch name {
    case "lt": "<"
    case "gt": ">"
    case "amp": "&"
    case "quot": "\""
    case "apos": "'"
    case _ where name.hasPrefix("#x"):
      UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    case _ where name.hasPrefix("#"): UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
    default: nil
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
