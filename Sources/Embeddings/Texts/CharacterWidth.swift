/// The usual forms of the halfwidth and fullwidth characters of East Asian fonts (Unicode block
/// FF00–FFEF and the ideographic space), by their compatibility decompositions.
enum CharacterWidth {
  private static let katakana =
    Array(
      "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
        .unicodeScalars) + ["\u{3099}", "\u{309A}"]

  private static let consonants: [UInt32] = [
    0x1160, 0x1100, 0x1101, 0x11AA, 0x1102, 0x11AC, 0x11AD, 0x1103, 0x1104, 0x1105, 0x11B0,
    0x11B1, 0x11B2, 0x11B3, 0x11B4, 0x11B5, 0x111A, 0x1106, 0x1107, 0x1108, 0x1121, 0x1109,
    0x110A, 0x110B, 0x110C, 0x110D, 0x110E, 0x110F, 0x1110, 0x1111, 0x1112,
  ]

  /// `nil` when the character is of the usual width.
  static func usual(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    let value = scalar.value
    let other: UInt32
    switch value {
    case 0x3000: return [" "]
    case 0xFF01...0xFF5E: other = value - 0xFEE0
    case 0xFF5F, 0xFF60: other = value - 0xFF5F + 0x2985
    case 0xFF61...0xFF9F: return [katakana[Int(value - 0xFF61)]]
    case 0xFFA0...0xFFBE: other = consonants[Int(value - 0xFFA0)]
    case 0xFFC2...0xFFC7: other = value - 0xFFC2 + 0x1161
    case 0xFFCA...0xFFCF: other = value - 0xFFCA + 0x1167
    case 0xFFD2...0xFFD7: other = value - 0xFFD2 + 0x116D
    case 0xFFDA...0xFFDC: other = value - 0xFFDA + 0x1173
    case 0xFFE3: return [" ", "\u{304}"]
    case 0xFFE0...0xFFE6: other = [0xA2, 0xA3, 0xAC, 0, 0xA6, 0xA5, 0x20A9][Int(value - 0xFFE0)]
    case 0xFFE8...0xFFEE:
      other = [0x2502, 0x2190, 0x2191, 0x2192, 0x2193, 0x25A0, 0x25CB][Int(value - 0xFFE8)]
    default: return nil
    }
    return Unicode.Scalar(other).map { [$0] }
  }
}
