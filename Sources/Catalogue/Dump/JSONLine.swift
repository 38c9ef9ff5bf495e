/// One JSON object on one line, its keys in the order in which they are set.
struct JSONLine {
  private(set) var text = "{"

  mutating func set(_ key: String, _ value: String?) {
    guard let value else { return }
    setRaw(key, Self.quoted(value))
  }

  mutating func set(_ key: String, _ value: Int64?) {
    guard let value else { return }
    setRaw(key, String(value))
  }

  mutating func set(_ key: String, _ value: Int?) { set(key, value.map { Int64($0) }) }

  /// The shortest digits that give the same value back.
  mutating func set(_ key: String, _ value: Double?) {
    guard let value, value.isFinite else { return }
    setRaw(key, value.description)
  }

  mutating func set(_ key: String, _ values: [String]) {
    guard !values.isEmpty else { return }
    setRaw(key, "[" + values.map(Self.quoted).joined(separator: ",") + "]")
  }

  /// The finished object.
  var line: String { text + "}" }

  private mutating func setRaw(_ key: String, _ json: String) {
    if text.utf8.count > 1 { text += "," }
    text += Self.quoted(key) + ":" + json
  }

  private static func quoted(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
    return text + "\""
  }
}
