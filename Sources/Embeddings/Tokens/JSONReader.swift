internal import Core

/// Reads one JSON text from bytes that may say anything.
struct JSONReader {
  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0
  private static let deepest = 64

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(Fault) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
    let value = try value()
    skipSpaces()
    guard at == bytes.count else { throw wrong("something follows its end") }
    return value
  }

  private mutating func value() throws(Fault) -> JSONValue {
    skipSpaces()
    guard at < bytes.count else { throw wrong("it is cut short") }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try nested { (reader) throws(Fault) in try reader.object() }
    case UInt8(ascii: "["): return try nested { (reader) throws(Fault) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(
    _ body: (inout JSONReader) throws(Fault) -> JSONValue
  ) throws(Fault) -> JSONValue {
    guard depth < Self.deepest else { throw wrong("it is nested too deep") }
    depth += 1
    at += 1
    let value = try body(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(Fault) -> JSONValue {
    var members: [JSONValue.Member] = []
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpaces()
      let key = try string()
      guard take(UInt8(ascii: ":")) else { throw wrong("a colon is missing") }
      members.append(JSONValue.Member(key: key, value: try value()))
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw wrong("a comma is missing") }
    }
  }

  private mutating func array() throws(Fault) -> JSONValue {
    var items: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(items) }
    while true {
      items.append(try value())
      if take(UInt8(ascii: "]")) { return .array(items) }
      guard take(UInt8(ascii: ",")) else { throw wrong("a comma is missing") }
    }
  }

  private mutating func string() throws(Fault) -> [UInt8] {
    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw wrong("no text") }
    at += 1
    var text: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == UInt8(ascii: "\"") { return text }
      if byte == UInt8(ascii: "\\") {
        text += try escaped()
      } else {
        text.append(byte)
      }
    }
    throw wrong("a text does not end")
  }

  private mutating func escaped() throws(Fault) -> [UInt8] {
    guard at < bytes.count else { throw wrong("a text does not end") }
    let letter = bytes[at]
    at += 1
    switch letter {
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
    case UInt8(ascii: "u"): break
    default: throw wrong("an escape is unknown")
    }
    var code = try hexadecimal()
    let next = bytes[at...].prefix(2)
    if (0xD800...0xDBFF).contains(code), next.elementsEqual("\\u".utf8) {
      at += 2
      let low = try hexadecimal()
      guard (0xDC00...0xDFFF).contains(low) else { throw wrong("half a character") }
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw wrong("half a character") }
    return Array(UTF8.encode(scalar)!)
  }

  private mutating func hexadecimal() throws(Fault) -> UInt32 {
    let digits = bytes[at...].prefix(4)
    guard digits.count == 4, let code = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw wrong("an escape is unknown") }
    at += 4
    return code
  }

  private mutating func number() throws(Fault) -> JSONValue {
    let digits = bytes[at...].prefix(64).prefix { byte in
      (48...57).contains(byte) || [43, 45, 46, 69, 101].contains(byte)
    }
    guard let number = Double(String(decoding: digits, as: UTF8.self)), number.isFinite else {
      throw wrong("a number is none")
    }
    at += digits.count
    return .number(number)
  }

  private mutating func word(_ name: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue {
    guard name.withUTF8Buffer({ bytes[at...].starts(with: $0) }) else {
      throw wrong("a word is unknown")
    }
    at += name.utf8CodeUnitCount
    return value
  }

  private mutating func skipSpaces() {
    while at < bytes.count, [9, 10, 13, 32].contains(bytes[at]) { at += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpaces()
    guard at < bytes.count, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private func wrong(_ why: String) -> Fault {
    .vocabulary("its JSON is damaged at byte \(at): \(why)")
  }
}
