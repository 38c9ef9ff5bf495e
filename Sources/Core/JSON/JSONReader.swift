extension JSONValue {
  /// Reads one JSON document (RFC 8259) in UTF-8, with or without a byte order mark. Strings keep
  /// their code points as they are written: nothing is normalised, and of equal keys all are kept.
  ///
  /// - Throws: where it stops being JSON, or is nested deeper than 64 times.
  /// - Complexity: O(bytes) in time and memory.
  package init(parsing bytes: some Collection<UInt8>) throws(JSONSyntaxError) {
    var reader = JSONReader(Array(bytes))
    self = try reader.document()
  }
}

/// Reads one JSON document from bytes that may say anything.
private struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  private static let deepest = 64

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONSyntaxError) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    let value = try value()
    skipBlanks()
    guard position == bytes.count else { throw wrong("something follows the end of the document") }
    return value
  }

  private func wrong(_ problem: String) -> JSONSyntaxError {
    JSONSyntaxError(problem: problem, offset: position)
  }

  private mutating func value() throws(JSONSyntaxError) -> JSONValue {
    skipBlanks()
    guard let byte = peek else { throw wrong("the text ends too early") }
    switch byte {
    case UInt8(ascii: "{"):
      return try nested { (reader) throws(JSONSyntaxError) in try reader.object() }
    case UInt8(ascii: "["):
      return try nested { (reader) throws(JSONSyntaxError) in try reader.array() }
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(JSONSyntaxError) -> JSONValue
  ) throws(JSONSyntaxError) -> JSONValue {
    guard depth < Self.deepest else { throw wrong("it is nested too deeply") }
    depth += 1
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private mutating func object() throws(JSONSyntaxError) -> JSONValue {
    var members: [JSONValue.Member] = []
    if take("}") { return .object([]) }
    repeat {
      skipBlanks()
      guard peek == UInt8(ascii: "\"") else { throw wrong("a key in quotes is missing") }
      let key = try string()
      guard take(":") else { throw wrong("a colon is missing after \"\(key)\"") }
      members.append(JSONValue.Member(key, try value()))
    } while take(",")
    guard take("}") else { throw wrong("a comma or } is missing") }
    return .object(members)
  }

  private mutating func array() throws(JSONSyntaxError) -> JSONValue {
    var elements: [JSONValue] = []
    if take("]") { return .array([]) }
    repeat { elements.append(try value()) } while take(",")
    guard take("]") else { throw wrong("a comma or ] is missing") }
    return .array(elements)
  }

  private mutating func string() throws(JSONSyntaxError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw wrong("a text is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw wrong("a control character stands in a text")
      default: text.append(byte)
      }
    }
    throw wrong("a text has no closing quote")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONSyntaxError) {
    guard let byte = peek else { throw wrong("the text ends too early") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = UInt32(try unit())
      if (0xD800...0xDBFF).contains(code), bytes[position...].starts(with: "\\u".utf8) {
        position += 2
        let low = UInt32(try unit())
        guard (0xDC00...0xDFFF).contains(low) else { throw wrong("half a character is escaped") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw wrong("half a character is escaped") }
      text += String(scalar).utf8
    default: throw wrong("there is no such escape")
    }
  }

  private mutating func unit() throws(JSONSyntaxError) -> UInt16 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw wrong("\\u needs four hexadecimal digits") }
    position += 4
    return value
  }

  /// Whole numbers of 64 bits stay exact.
  private mutating func number() throws(JSONSyntaxError) -> JSONValue {
    let digits = bytes[position...].prefix { Self.numberBytes.contains($0) }
    let text = String(decoding: digits, as: UTF8.self)
    guard let first = text.utf8.first, first == UInt8(ascii: "-") || Self.isDigit(first),
      let last = text.utf8.last, Self.isDigit(last), let number = Double(text), number.isFinite
    else { throw wrong("a value is missing") }
    position += digits.count
    return Int64(text).map(JSONValue.integer) ?? .number(number)
  }

  private static let numberBytes = Set("0123456789+-.eE".utf8)

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private mutating func word(
    _ word: StaticString, _ value: JSONValue
  ) throws(JSONSyntaxError) -> JSONValue {
    guard word.withUTF8Buffer({ bytes[position...].starts(with: $0) }) else {
      throw wrong("a value is missing")
    }
    position += word.utf8CodeUnitCount
    return value
  }

  private mutating func take(_ character: Character) -> Bool {
    skipBlanks()
    guard peek == character.asciiValue else { return false }
    position += 1
    return true
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }
}
