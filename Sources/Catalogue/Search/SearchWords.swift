/// How texts become the words that are searched: file names, tags, captions and queries alike.
///
/// A *chunk* is what separators leave of a text: `IMG_20240501-GoldenGate` has three. A chunk is cut
/// into *words* where letters and digits meet and where a capital begins: `golden gate`. All words
/// are folded (``TextFolding``). O(length).
package enum SearchWords {
  /// The words of a text, chunk by chunk.
  package static func chunks(_ text: String) -> [[String]] {
    var chunks: [[String]] = []
    var chunk = ChunkCutter()
    for scalar in text.unicodeScalars {
      if let kind = ScalarKind(scalar) {
        chunk.add(scalar, kind)
      } else if !chunk.isEmpty {
        chunks.append(chunk.take())
      }
    }
    if !chunk.isEmpty { chunks.append(chunk.take()) }
    return chunks.filter { !$0.isEmpty }
  }

  /// What a text is found by: its words in their order, then other spellings of its chunks. After
  /// `DSC01234` it is also found by `1234` and `dsc01234`, after `20240501` by `2024-05-01`.
  package static func indexed(_ text: String) -> [String] {
    let chunks = chunks(text)
    return chunks.flatMap(\.self) + chunks.flatMap(otherSpellings)
  }

  private static func otherSpellings(of chunk: [String]) -> [String] {
    var spellings: [String] = []
    if chunk.count > 1 { spellings.append(chunk.joined()) }
    for word in chunk where word.utf8.allSatisfy(isDigit) {
      if let date = dateParts(of: word) { spellings += date }
      let bare = String(word.drop { $0 == "0" })
      if bare != word, !bare.isEmpty { spellings.append(bare) }
    }
    return spellings
  }

  /// `20240501` as `2024`, `05`, `01`; `nil` when it is no date of a photograph.
  private static func dateParts(of word: String) -> [String]? {
    guard word.utf8.count == 8, let number = Int(word) else { return nil }
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
    guard (1900...2099).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    return [String(word.prefix(4)), String(word.dropFirst(4).prefix(2)), String(word.suffix(2))]
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
}

/// What a scalar is to a word; `nil` for separators.
private enum ScalarKind {
  case lower, upper, digit, mark

  init?(_ scalar: Unicode.Scalar) {
    if scalar.isASCII {
      switch scalar {
      case "a"..."z": self = .lower
      case "A"..."Z": self = .upper
      case "0"..."9": self = .digit
      default: return nil
      }
      return
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter: self = .upper
    case .lowercaseLetter, .modifierLetter, .otherLetter: self = .lower
    case .decimalNumber, .letterNumber, .otherNumber: self = .digit
    case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
    default: return nil
    }
  }
}

/// Cuts one chunk into words as its scalars come.
private struct ChunkCutter {
  private var words: [String] = []
  private var word = String.UnicodeScalarView()
  private var last: ScalarKind?
  private var beforeLast: ScalarKind?

  var isEmpty: Bool { word.isEmpty && words.isEmpty }

  mutating func add(_ scalar: Unicode.Scalar, _ kind: ScalarKind) {
    if kind == .mark {
      if !word.isEmpty { word.append(scalar) }
      return
    }
    switch (last, kind) {
    case (.lower, .upper), (.lower, .digit), (.upper, .digit), (.digit, .lower), (.digit, .upper):
      close()
    case (.upper, .lower) where beforeLast == .upper:
      // The last capital of a run begins the next word: `GPSTrack` is `gps track`.
      let first = word.removeLast()
      close()
      word.append(first)
    default: break
    }
    word.append(scalar)
    (beforeLast, last) = (last, kind)
  }

  mutating func take() -> [String] {
    close()
    defer { self = ChunkCutter() }
    return words
  }

  private mutating func close() {
    let folded = TextFolding.folded(String(word))
    if !folded.isEmpty { words.append(folded) }
    word = String.UnicodeScalarView()
    (last, beforeLast) = (nil, nil)
  }
}
