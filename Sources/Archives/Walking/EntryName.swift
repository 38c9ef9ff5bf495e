internal import Core

/// Whether a name in an archive stays below the folder that it would be unpacked into.
enum EntryName {
  enum Danger {
    case empty, absolute, leadsOutside
  }

  /// `nil` for a name that is harmless. Backslashes separate too: Windows would take them so.
  static func danger(of name: [UInt8]) -> Danger? {
    guard let first = name.first else { return .empty }
    if isSeparator(first) || name.count > 1 && name[1] == UInt8(ascii: ":") && isLetter(first) {
      return .absolute
    }
    let dots = [UInt8(ascii: "."), UInt8(ascii: ".")]
    return name.split(whereSeparator: isSeparator).contains { $0.elementsEqual(dots) }
      ? .leadsOutside : nil
  }

  /// Text for people and for telling kinds, with `/` between folders.
  static func text(of name: [UInt8]) -> String {
    let backslash = UInt8(ascii: "\\")
    let slash = UInt8(ascii: "/")
    var bytes = name
    // Names written on Windows; elsewhere a backslash beside slashes belongs to a name.
    if !bytes.contains(slash) { bytes = bytes.map { $0 == backslash ? slash : $0 } }
    while bytes.starts(with: [UInt8(ascii: "."), slash]) { bytes.removeFirst(2) }
    return FilePath(bytes: bytes).display
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
