package import Catalogue

/// How well a picture's words meet a query's, and where: the truth that the full-text index is
/// tested against, and what an explanation says.
package struct WordMatch: Hashable, Sendable {
  package enum Manner: Hashable, Sendable {
    case exact
    /// A longer word that begins so.
    case prefix
    case synonym
    /// A word that is nearly the one that was typed.
    case spelling

    var value: Double {
      switch self {
      case .exact: 1
      case .prefix: 0.8
      case .synonym: 0.75
      case .spelling: 0.7
      }
    }
  }

  package struct Finding: Hashable, Sendable {
    /// As it was typed.
    package var wish: String
    /// As it stands among the picture's words.
    package var found: String
    package var part: SearchDocument.Part
    package var manner: Manner
    /// 0…1: how much the place and the manner say.
    package var value: Double
  }

  /// For each wish that was met its best finding.
  package var findings: [Finding]
  /// How many wishes there were.
  package var wishCount: Int

  /// 0…1: the mean over all wishes, 0 for those that were not met.
  package var score: Double {
    wishCount == 0 ? 0 : findings.reduce(0) { $0 + $1.value } / Double(wishCount)
  }

  package var isComplete: Bool { findings.count == wishCount }

  package init(of query: WordQuery, in document: SearchDocument) {
    wishCount = query.wishes.count
    let parts = SearchDocument.Part.allCases.map { ($0, document.words(of: $0)) }
    findings = query.wishes.compactMap { wish in
      parts.compactMap { part, words in Self.finding(wish, part, words) }
        .max { $0.value < $1.value }
    }
  }

  private static func finding(
    _ wish: WordQuery.Wish, _ part: SearchDocument.Part, _ words: [Substring]
  ) -> Finding? {
    func finding(_ found: String, _ manner: Manner) -> Finding {
      Finding(
        wish: wish.title, found: found, part: part, manner: manner,
        value: manner.value * part.value)
    }
    if let exact = place(of: wish.words, in: words, isPrefix: false) {
      return finding(exact, .exact)
    }
    if let prefix = place(of: wish.words, in: words, isPrefix: true) {
      return finding(prefix, .prefix)
    }
    let others = wish.alternatives.compactMap { other -> Finding? in
      place(of: other.words, in: words, isPrefix: false)
        .map { finding($0, other.reason == .synonym ? .synonym : .spelling) }
    }
    return others.max { $0.value < $1.value }
  }

  /// The first place where words stand side by side; the last may be longer when `isPrefix`.
  private static func place(
    of wanted: [String], in words: [Substring], isPrefix: Bool
  ) -> String? {
    guard !wanted.isEmpty, words.count >= wanted.count else { return nil }
    for start in 0...(words.count - wanted.count) {
      let slice = words[start..<(start + wanted.count)]
      let isFound = zip(slice, wanted).enumerated().allSatisfy { position, pair in
        position == wanted.count - 1 && isPrefix
          ? pair.0.utf8.starts(with: pair.1.utf8) : pair.0 == pair.1
      }
      if isFound { return slice.joined(separator: " ") }
    }
    return nil
  }
}

extension SearchDocument.Part {
  /// How much a word in this place says of the picture.
  fileprivate var value: Double {
    switch self {
    case .tags, .title: 1
    case .name: 0.95
    case .caption: 0.9
    case .camera: 0.8
    case .folder: 0.75
    }
  }

  package var title: String {
    switch self {
    case .name: "name"
    case .tags: "tag"
    case .title: "title"
    case .caption: "caption"
    case .folder: "folder"
    case .camera: "camera"
    }
  }
}
