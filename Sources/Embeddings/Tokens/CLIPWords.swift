/// Cuts a cleaned text as CLIP's regular expression does:
/// `<start>|<end>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+`, ignoring case.
struct CLIPWords {
  enum Word: Equatable {
    case text([Unicode.Scalar])
    /// One of the special words, by its place in the list.
    case special(Int)
  }

  /// Words of a vocabulary that stand for themselves wherever they occur.
  let specials: [[Unicode.Scalar]]

  private enum Kind { case letter, number, space, other }
  private static let endings: [[Unicode.Scalar]] = [
    ["s"], ["t"], ["r", "e"], ["v", "e"], ["m"], ["l", "l"], ["d"],
  ]

  func words(of text: some Sequence<Unicode.Scalar>) -> [Word] {
    let text = Array(text)
    var words: [Word] = []
    var at = 0
    while at < text.count {
      if let (index, length) = special(text, at) {
        words.append(.special(index))
        at += length
        continue
      }
      let end = wordEnd(text, at)
      if end > at { words.append(.text(Array(text[at..<end]))) }
      at = max(end, at + 1)
    }
    return words
  }

  /// Where the word at `start` ends; `start` itself at white space.
  private func wordEnd(_ text: [Unicode.Scalar], _ start: Int) -> Int {
    if text[start] == "'" {
      let rest = text[(start + 1)...].prefix(2).map(Self.folded)
      if let ending = Self.endings.first(where: { rest.starts(with: $0) }) {
        return start + 1 + ending.count
      }
    }
    let kind = Self.kind(text[start])
    if kind == .space { return start }
    var end = start + 1
    if kind == .number { return end }
    while end < text.count, Self.kind(text[end]) == kind { end += 1 }
    return end
  }

  private func special(_ text: [Unicode.Scalar], _ start: Int) -> (index: Int, length: Int)? {
    guard text[start] == "<" else { return nil }
    for (index, word) in specials.enumerated()
    where text[start...].prefix(word.count).map(Self.folded) == word {
      return (index, word.count)
    }
    return nil
  }

  /// Letters that a pattern of ASCII letters finds when case is ignored: also the long s.
  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case "A"..."Z": Unicode.Scalar(scalar.value + 32)!
    case "\u{17F}": "s"
    default: scalar
    }
  }

  private static func kind(_ scalar: Unicode.Scalar) -> Kind {
    if scalar.isASCII {
      switch scalar {
      case "a"..."z", "A"..."Z": return .letter
      case "0"..."9": return .number
      case " ", "\t"..."\r": return .space
      default: return .other
      }
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return .letter
    case .decimalNumber, .letterNumber, .otherNumber: return .number
    default: return scalar.properties.isWhitespace ? .space : .other
    }
  }
}
