/// Writes metadata as one JSON object, keys sorted by bytes, so equal metadata gives equal text.
enum MetadataJSON {
  indirect enum Value {
    case text(String)
    case integer(Int)
    case real(Double)
    case list([Value])
    case object([String: Value])
  }

  static func text(of value: Value) -> String {
    var text = ""
    write(value, to: &text)
    return text
  }

  private static func write(_ value: Value, to text: inout String) {
    switch value {
    case .text(let string): quote(string, to: &text)
    case .integer(let number): text += String(number)
    case .real(let number): text += number.isFinite ? "\(number)" : "null"
    case .list(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += "," }
        write(value, to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (index, key) in members.keys.sorted(by: precedes).enumerated() {
        if index > 0 { text += "," }
        quote(key, to: &text)
        text += ":"
        write(members[key]!, to: &text)
      }
      text += "}"
    }
  }

  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private static func quote(_ string: String, to text: inout String) {
    let digits = Array("0123456789abcdef")
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        text +=
          "\\u00" + String(digits[Int(scalar.value >> 4)]) + String(digits[Int(scalar.value & 15)])
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
