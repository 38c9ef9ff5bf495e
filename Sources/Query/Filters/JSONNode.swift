import Core

/// A value of JSON as it is read (RFC 8259), members in their order.
enum JSONNode: Hashable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case array([JSONNode])
  case object([Member])

  struct Member: Hashable {
    var key: String
    var value: JSONNode
  }

  var kindName: String {
    switch self {
    case .null: "null"
    case .boolean: "true or false"
    case .number: "a number"
    case .text: "a text"
    case .array: "a list"
    case .object: "an object"
    }
  }
}

/// Reads one JSON document. Nesting is limited, since documents come from anywhere.
struct JSONNodeReader {
  private let bytes: [UInt8]
  private var position = 0
  private var depth = 0
  private static let deepest = 64

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// - Throws: a fault that names the byte at which the text stops being JSON.
  static func read(_ text: String) throws(Fault) -> JSONNode {
    var reader = JSONNodeReader(text)
    let node = try reader.value()
    reader.skipBlanks()
    guard reader.position == reader.bytes.count else {
      throw reader.fault("something follows the end of the document")
    }
    return node
  }

  private func fault(_ message: String) -> Fault {
    Fault(
      "usage.json", .user, "this is no JSON: \(message) (at byte \(position + 1))",
      remedy: "Check quotes, commas and brackets there.")
  }

  private mutating func value() throws(Fault) -> JSONNode {
    skipBlanks()
    guard let byte = peek else { throw fault("the text ends too early") }
    switch byte {
    case UInt8(ascii: "{"): return try nested { (reader) throws(Fault) in try reader.object() }
    case UInt8(ascii: "["): return try nested { (reader) throws(Fault) in try reader.array() }
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func nested(
    _ read: (inout JSONNodeReader) throws(Fault) -> JSONNode
  ) throws(Fault) -> JSONNode {
    guard depth < Self.deepest else { throw fault("it is nested too deeply") }
    depth += 1
    position += 1
    let node = try read(&self)
    depth -= 1
    return node
  }

  private mutating func object() throws(Fault) -> JSONNode {
    var members: [JSONNode.Member] = []
    if take("}") { return .object([]) }
    repeat {
      skipBlanks()
      guard peek == UInt8(ascii: "\"") else { throw fault("a key in quotes is missing") }
      let key = try string()
      guard take(":") else { throw fault("a colon is missing after \"\(key)\"") }
      members.append(JSONNode.Member(key: key, value: try value()))
    } while take(",")
    guard take("}") else { throw fault("a comma or } is missing") }
    return .object(members)
  }

  private mutating func array() throws(Fault) -> JSONNode {
    var elements: [JSONNode] = []
    if take("]") { return .array([]) }
    repeat { elements.append(try value()) } while take(",")
    guard take("]") else { throw fault("a comma or ] is missing") }
    return .array(elements)
  }

  private mutating func string() throws(Fault) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw fault("a text is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): text += try escape().utf8
      case 0..<0x20: throw fault("a control character stands in a text")
      default: text.append(byte)
      }
    }
    throw fault("a text has no closing quote")
  }

  private mutating func escape() throws(Fault) -> String {
    guard let byte = peek else { throw fault("the text ends too early") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return String(Unicode.Scalar(byte))
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var units = [try unit()]
      if UTF16.isLeadSurrogate(units[0]), bytes[position...].starts(with: "\\u".utf8) {
        position += 2
        units.append(try unit())
      }
      return String(decoding: units, as: UTF16.self)
    default: throw fault("there is no such escape")
    }
  }

  private mutating func unit() throws(Fault) -> UInt16 {
    let digits = bytes[position...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault("\\u needs four hexadecimal digits") }
    position += 4
    return value
  }

  private mutating func number() throws(Fault) -> Double {
    let start = position
    while let byte = peek, Self.numberBytes.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let number = Double(text), number.isFinite, !text.hasPrefix("+"), !text.hasPrefix(".")
    else {
      position = start
      throw fault("a value is missing")
    }
    return number
  }

  private static let numberBytes = Set("0123456789+-.eE".utf8)

  private mutating func word(_ word: StaticString, _ node: JSONNode) throws(Fault) -> JSONNode {
    guard bytes[position...].starts(with: word.description.utf8) else {
      throw fault("a value is missing")
    }
    position += word.utf8CodeUnitCount
    return node
  }

  private mutating func take(_ character: Character) -> Bool {
    skipBlanks()
    guard peek == character.asciiValue else { return false }
    position += 1
    return true
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || (0x09...0x0D).contains(byte) { position += 1 }
  }
}
