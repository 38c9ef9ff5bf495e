/// What is done to a text before it is cut into tokens, by the names of OpenCLIP's options.
package enum TextCleaning: String, Codable, Sendable, CaseIterable {
  /// Nothing.
  case none
  /// Repaired (see ``TextRepair``), HTML references replaced, white space made single spaces.
  case spaces
  /// The same in small letters: CLIP.
  case lowered
  /// Repaired; ASCII punctuation removed, small letters, single spaces: SigLIP (`canonicalize`).
  case canonical

  /// Characters beyond this are left out: no model reads as many, and time stays bounded.
  package static let longestText = 65_536

  package func cleaned(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars.prefix(Self.longestText))
    guard self != .none else { return Self.string(scalars) }
    scalars = TextRepair.repaired(scalars)
    scalars = HTMLEntities.unescaped(HTMLEntities.unescaped(scalars))
    switch self {
    case .none, .spaces: break
    case .lowered: return Self.string(LetterCase.lowered(Self.singleSpaced(scalars)))
    case .canonical:
      scalars = scalars.map { $0 == "_" ? " " : $0 }.filter { !Self.isPunctuation($0) }
      scalars = LetterCase.lowered(scalars)
    }
    return Self.string(Self.singleSpaced(scalars))
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private static func isPunctuation(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "!"..."/", ":"..."@", "["..."`", "{"..."~": true
    default: false
    }
  }

  /// Words with one space between; the ends trimmed.
  static func singleSpaced(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    for word in text.split(whereSeparator: isSpace) {
      if !result.isEmpty { result.append(" ") }
      result += word
    }
    return result
  }

  /// As Python's `str.isspace`: white space and the four separators of ASCII.
  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    (0x1C...0x1F).contains(scalar.value) || scalar.properties.isWhitespace
  }
}
