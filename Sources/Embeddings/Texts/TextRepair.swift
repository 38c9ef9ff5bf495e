@_spi(_Unicode) internal import Swift

/// The repairs of Python's ftfy (`fix_text` with its defaults, version 6) that text which people type
/// or paste can need, in its order and repeated until nothing changes: HTML references, C1 controls
/// read as Windows-1252, Latin ligatures, character widths, curly quotes, line breaks, terminal
/// escapes, control characters, and Unicode's composed form (NFC).
///
/// Not done is the guessing of mojibake (UTF-8 that was read as another encoding): it needs ftfy's
/// statistics, and a query is typed, not transcoded.
enum TextRepair {
  private static let ligatures: [Unicode.Scalar: String] = [
    "\u{132}": "IJ", "\u{133}": "ij", "\u{149}": "\u{2BC}n", "\u{1F1}": "DZ", "\u{1F2}": "Dz",
    "\u{1F3}": "dz", "\u{1C4}": "D\u{17D}", "\u{1C5}": "D\u{17E}", "\u{1C6}": "d\u{17E}",
    "\u{1C7}": "LJ", "\u{1C8}": "Lj", "\u{1C9}": "lj", "\u{1CA}": "NJ", "\u{1CB}": "Nj",
    "\u{1CC}": "nj", "\u{FB00}": "ff", "\u{FB01}": "fi", "\u{FB02}": "fl", "\u{FB03}": "ffi",
    "\u{FB04}": "ffl", "\u{FB05}": "\u{17F}t", "\u{FB06}": "st",
  ]

  /// Passes over one line; real text needs two, and what grows forever is stopped.
  private static let mostPasses = 100

  /// Line by line. From the first line with a `<` on, which looks like HTML itself, references stay
  /// as they are.
  static func repaired(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var (start, unescapes) = (0, true)
    while start < text.count {
      let end = text[start...].firstIndex(of: "\n").map { $0 + 1 } ?? text.count
      var line = Array(text[start..<end])
      if line.contains("<") { unescapes = false }
      for _ in 0..<mostPasses {
        let before = line
        line = pass(over: line, unescapes: unescapes)
        if line == before { break }
      }
      result += line
      start = end
    }
    return result
  }

  private static func pass(over line: [Unicode.Scalar], unescapes: Bool) -> [Unicode.Scalar] {
    var line = unescapes ? HTMLEntities.unescapedWithSemicolon(line) : line
    // Plain ASCII without controls cannot change any more.
    if line.allSatisfy({ (0x20...0x7E).contains($0.value) || $0 == "\n" }) { return line }
    line = line.flatMap(replaced)
    return composed(withoutControls(withoutEscapes(withLineBreaks(line))))
  }

  private static func replaced(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    if scalar.isASCII { return [scalar] }
    let scalar =
      (0x80...0x9F).contains(scalar.value) ? Windows1252.scalar(UInt8(scalar.value)) : scalar
    if let letters = ligatures[scalar] { return letters.unicodeScalars.map(quote) }
    return (CharacterWidth.usual(scalar) ?? [scalar]).map(quote)
  }

  private static func quote(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "\u{2BC}", "\u{2018}"..."\u{201B}": "'"
    case "\u{201C}"..."\u{201F}": "\""
    default: scalar
    }
  }

  private static func withLineBreaks(_ line: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    for (index, scalar) in line.enumerated() {
      switch scalar {
      case "\r":
        if index + 1 == line.count || line[index + 1] != "\n" { result.append("\n") }
      case "\u{2028}", "\u{2029}", "\u{85}": result.append("\n")
      default: result.append(scalar)
      }
    }
    return result
  }

  /// Without the sequences that colour a terminal: ESC [ digits and semicolons, a letter.
  private static func withoutEscapes(_ line: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var at = 0
    while at < line.count {
      if line[at] == "\u{1B}", at + 1 < line.count, line[at + 1] == "[" {
        var end = at + 2
        while end < line.count,
          line[end] == ";"
            || line[end].properties.generalCategory
              == .decimalNumber
        {
          end += 1
        }
        if end < line.count, line[end].isASCII, line[end].properties.isAlphabetic {
          at = end + 1
          continue
        }
      }
      result.append(line[at])
      at += 1
    }
    return result
  }

  private static func withoutControls(_ line: [Unicode.Scalar]) -> [Unicode.Scalar] {
    line.filter { scalar in
      switch scalar.value {
      case 0x00...0x08, 0x0B, 0x0E...0x1F, 0x7F, 0x206A...0x206F, 0xFEFF, 0xFFF9...0xFFFC: false
      default: true
      }
    }
  }

  /// Unicode Normalization Form C.
  static func composed(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return Array(String(text)._nfc)
  }
}
