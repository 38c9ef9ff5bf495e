/// Writes XML as S3's clients read it.
struct ObjectXML {
  private var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

  static func document(_ name: String, _ body: (inout ObjectXML) -> Void) -> [UInt8] {
    var xml = ObjectXML()
    let space = name == "Error" ? "" : " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\""
    xml.text += "<\(name)\(space)>"
    body(&xml)
    xml.text += "</\(name)>"
    return Array(xml.text.utf8)
  }

  mutating func element(_ name: String, _ value: some CustomStringConvertible) {
    text += "<\(name)>\(Self.escaped(value.description))</\(name)>"
  }

  mutating func element(_ name: String, _ body: (inout ObjectXML) -> Void) {
    text += "<\(name)>"
    body(&self)
    text += "</\(name)>"
  }

  /// What XML cannot hold at all becomes a question mark.
  private static func escaped(_ value: String) -> String {
    var result = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case let scalar where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result += "?"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
