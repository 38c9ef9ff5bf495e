import Core

/// Text made safe for a page of HTML.
enum PageText {
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// The address of a local file (RFC 8089); every byte that is not plain is percent-encoded, so
  /// that any name leads to its file.
  static func address(of path: FilePath) -> String {
    var address = "file://"
    for byte in path.bytes {
      let character = Character(UnicodeScalar(byte))
      if byte < 0x80, character.isLetter || character.isNumber || "/-._~".contains(character) {
        address.append(character)
      } else {
        address += "%" + Hexadecimal.string(of: [byte]).uppercased()
      }
    }
    return address
  }
}
