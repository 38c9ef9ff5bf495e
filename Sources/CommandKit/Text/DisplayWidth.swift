/// How many columns of a terminal a text takes.
///
/// A grapheme cluster takes two columns when it is East Asian Wide or Fullwidth (Unicode UAX #11)
/// or is shown as an emoji (UTS #51), none when it is only marks or controls, otherwise one.
package enum DisplayWidth {
  package static func of(_ text: String) -> Int {
    // Plain ASCII, which nearly all text is, needs no clusters.
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  package static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let first = scalars.first else { return 0 }
    if first.value < 0x7F && first.value >= 0x20 && scalars.count == 1 { return 1 }
    // U+FE0F asks for the emoji form, U+20E3 makes a keycap of the digit before it.
    if scalars.contains(where: { $0.value == 0xFE0F || $0.value == 0x20E3 }) { return 2 }
    return scalars.map(of).max() ?? 0
  }

  /// Makes a text fit by replacing its middle with `…`, so that both the folder where a path begins
  /// and its file name at the end stay readable. The end gets the larger half.
  package static func truncateMiddle(_ text: String, to width: Int) -> String {
    guard of(text) > width else { return text }
    guard width > 1 else { return width == 1 ? "…" : "" }
    let head = prefix(of: Array(text), width: (width - 1) / 2)
    let tail = prefix(of: text.reversed(), width: width - 1 - of(String(head)))
    return String(head) + "…" + String(tail.reversed())
  }

  /// Makes a text fit by cutting its end off.
  package static func truncate(_ text: String, to width: Int) -> String {
    guard of(text) > width else { return text }
    guard width > 1 else { return width == 1 ? "…" : "" }
    return String(prefix(of: Array(text), width: width - 1)) + "…"
  }

  /// The most characters that fit.
  private static func prefix(of characters: [Character], width: Int) -> [Character] {
    var left = width
    return Array(
      characters.prefix { character in
        left -= of(character)
        return left >= 0
      })
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .surrogate, .lineSeparator,
      .paragraphSeparator:
      return 0
    default:
      return scalar.properties.isEmojiPresentation || isWide(scalar.value) ? 2 : 1
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    return wide.contains { $0.contains(value) }
  }

  /// The blocks whose East_Asian_Width is W or F (Unicode 15 EastAsianWidth.txt), rounded to blocks
  /// where all that is assigned in them is wide. Emoji come from their own property.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF,
    0x4E00...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19,
    0xFE30...0xFE6B, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18D08, 0x1AFF0...0x1B2FB,
    0x1F200...0x1F265, 0x20000...0x2FFFD, 0x30000...0x3FFFD,
  ]
}
