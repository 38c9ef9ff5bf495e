import Catalogue

/// The words of a query's texts, to be found in the words of pictures.
package struct WordQuery: Hashable, Sendable {
  /// A word as it was typed, which has to be found in one way or another.
  package struct Wish: Hashable, Sendable {
    /// As it was typed, for messages.
    package var title: String
    /// The folded words of its chunk, which stand side by side: `img 2024` of `IMG2024`.
    package var words: [String]
    /// Other words that would do: their words, and why.
    package var alternatives: [Alternative] = []
  }

  package struct Alternative: Hashable, Sendable {
    package enum Reason: Hashable, Sendable { case synonym, spelling }
    package var words: [String]
    package var reason: Reason
  }

  package var wishes: [Wish] = []
  /// Words of the terms with a weight below 0.
  package var excluded: [Wish] = []

  package init() {}

  /// - Parameter texts: of each textual term its text, and whether it is wanted.
  package init(_ texts: [(text: String, isWanted: Bool)]) {
    for (text, isWanted) in texts {
      let wishes = Self.wishes(of: text)
      if isWanted { self.wishes += wishes } else { excluded += wishes }
    }
  }

  private static func wishes(of text: String) -> [Wish] {
    let all = text.split(whereSeparator: \.isWhitespace).compactMap { typed -> Wish? in
      let words = SearchWords.chunks(String(typed)).flatMap(\.self)
      return words.isEmpty ? nil : Wish(title: String(typed), words: words)
    }
    let telling = all.filter { $0.words.count > 1 || !fillers.contains($0.words[0]) }
    return telling.isEmpty ? all : telling
  }

  /// Words that tell nothing of a picture.
  private static let fillers: Set<String> = [
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "into", "is", "it", "its",
    "of", "on", "or", "photo", "picture", "some", "that", "the", "their", "there", "this", "to",
    "was", "were", "with",
  ]

  /// A query of FTS5 in which all wishes have to be met, or any.
  package func expression(requiringAll: Bool = true) -> String? {
    if wishes.isEmpty { return nil }
    let wanted = wishes.map(\.expression).joined(separator: requiringAll ? " AND " : " OR ")
    if excluded.isEmpty { return wanted }
    return "(\(wanted)) NOT (\(excluded.map(\.strictExpression).joined(separator: " OR ")))"
  }
}

extension WordQuery.Wish {
  /// The wish alone, its alternatives included.
  package var expression: String {
    let choices = [Self.phrase(words) + " *"] + alternatives.map { Self.phrase($0.words) }
    return "(" + choices.joined(separator: " OR ") + ")"
  }

  /// What is excluded is excluded as it was typed, not by how it begins.
  fileprivate var strictExpression: String { Self.phrase(words) }

  /// Folded words hold no quotes.
  private static func phrase(_ words: [String]) -> String {
    "\"" + words.joined(separator: " ") + "\""
  }
}
