/// Character references of HTML in text: `&eacute;`, `&#233;`, `&#xe9;`.
enum HTMLEntities {
  struct Named {
    var text: [Unicode.Scalar]
    /// Whether it is also known without its semicolon.
    var isBare: Bool
  }

  /// By name, without ampersand and semicolon.
  static let named: [String: Named] = {
    var named: [String: Named] = [:]
    for word in HTMLEntityTable.words.description.split(separator: " ") {
      guard let mark = word.firstIndex(where: { $0 == "!" || $0 == "=" }) else { continue }
      let text = word[word.index(after: mark)...].split(separator: ".")
        .compactMap { UInt32($0, radix: 16).flatMap(Unicode.Scalar.init) }
      named[String(word[..<mark])] = Named(text: text, isBare: word[mark] == "!")
    }
    return named
  }()

  private static let longestName = 32

  /// What a browser makes of it, as Python's `html.unescape`: also without semicolons, and with the
  /// longest name that begins a word: `&notit` is `¬it`.
  static func unescaped(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard text.contains("&") else { return text }
    var result: [Unicode.Scalar] = []
    var at = 0
    while at < text.count {
      guard text[at] == "&", let (replacement, end) = reference(text, after: at + 1) else {
        result.append(text[at])
        at += 1
        continue
      }
      result += replacement
      at = end
    }
    return result
  }

  /// Only what is certain, as ftfy: with a semicolon; also names that were written all in capitals.
  static func unescapedWithSemicolon(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard text.contains("&") else { return text }
    var result: [Unicode.Scalar] = []
    var at = 0
    while at < text.count {
      if text[at] == "&", let end = semicolon(text, after: at + 1),
        let replacement = certain(Array(text[(at + 1)..<end]))
      {
        result += replacement
        at = end + 1
      } else {
        result.append(text[at])
        at += 1
      }
    }
    return result
  }

  /// The semicolon that ends 1 to 24 letters and digits, after `#` or not.
  private static func semicolon(_ text: [Unicode.Scalar], after start: Int) -> Int? {
    let first = start < text.count && text[start] == "#" ? start + 1 : start
    var end = first
    while end < text.count, end - first <= 24, isAlphanumeric(text[end]) { end += 1 }
    return end < text.count && text[end] == ";" && (1...24).contains(end - first) ? end : nil
  }

  private static func certain(_ word: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    if word[0] == "#" {
      guard let (text, end) = reference(word + [";"], after: 0), end == word.count + 1 else {
        return nil
      }
      return text.contains(";") ? nil : text
    }
    let name = string(word)
    if let entity = named[name] { return entity.text }
    let lowered = name.lowercased()
    guard name == name.uppercased(), let entity = named[lowered],
      reference(word + [";"], after: 0) == nil
    else { return nil }
    return Array(string(entity.text).uppercased().unicodeScalars)
  }

  /// The reference at `start`, behind its ampersand, and where it ends.
  private static func reference(
    _ text: [Unicode.Scalar], after start: Int
  ) -> (text: [Unicode.Scalar], end: Int)? {
    if start < text.count, text[start] == "#" { return numeric(text, after: start + 1) }
    let stops: Set<Unicode.Scalar> = ["\t", "\n", "\u{C}", " ", "<", "&", "#", ";"]
    var end = start
    while end < text.count, end - start < longestName, !stops.contains(text[end]) { end += 1 }
    guard end > start else { return nil }
    let word = Array(text[start..<end])
    if end < text.count, text[end] == ";", let entity = named[string(word)] {
      return (entity.text, end + 1)
    }
    for length in stride(from: word.count, to: 1, by: -1) {
      if let entity = named[string(word.prefix(length))], entity.isBare {
        return (entity.text, start + length)
      }
    }
    return nil
  }

  private static func numeric(
    _ text: [Unicode.Scalar], after start: Int
  ) -> (text: [Unicode.Scalar], end: Int)? {
    let isHexadecimal = start < text.count && (text[start] == "x" || text[start] == "X")
    let first = isHexadecimal ? start + 1 : start
    let radix: UInt32 = isHexadecimal ? 16 : 10
    var (end, value) = (first, UInt32(0))
    while end < text.count, let digit = digit(text[end]), digit < radix {
      value = min(value * radix + digit, 0x11_0000)
      end += 1
    }
    guard end > first else { return nil }
    if end < text.count, text[end] == ";" { end += 1 }
    return (scalars(of: value), end)
  }

  /// What a number stands for: the C1 range means Windows-1252; what is no character is nothing.
  private static func scalars(of value: UInt32) -> [Unicode.Scalar] {
    switch value {
    case 0, 0xD800...0xDFFF, 0x11_0000...: ["\u{FFFD}"]
    case 0x0D: ["\r"]
    case 0x80...0x9F: [Windows1252.scalar(UInt8(value))]
    case 0x01...0x08, 0x0B, 0x0E...0x1F, 0x7F, 0xFDD0...0xFDEF: []
    case _ where value & 0xFFFE == 0xFFFE: []
    default: Unicode.Scalar(value).map { [$0] } ?? []
    }
  }

  private static func digit(_ scalar: Unicode.Scalar) -> UInt32? {
    scalar.isASCII ? Character(scalar).hexDigitValue.map(UInt32.init) : nil
  }

  private static func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "0"..."9", "A"..."Z", "a"..."z": true
    default: false
    }
  }

  private static func string(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}
