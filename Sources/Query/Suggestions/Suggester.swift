package import Catalogue
import Core

/// What somebody may be about to type.
package struct Suggestion: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case query, tag, camera, mark, folder, date
  }

  package var kind: Kind
  package var text: String
  /// Pictures that have it; of a query how often it was asked.
  package var count: Int

  package init(_ kind: Kind, _ text: String, count: Int) {
    self.kind = kind
    self.text = text
    self.count = count
  }
}

/// Completes what was typed from what the library holds.
package struct Suggester: Sendable {
  private let candidates: [(suggestion: Suggestion, words: [String])]

  /// O(values).
  package init(facets: SearchFacets) {
    var all = facets.queries.map { Suggestion(.query, $0.text, count: $0.count) }
    all += facets.tags.map { Suggestion(.tag, $0.text, count: $0.count) }
    all += facets.cameras.map { Suggestion(.camera, $0.text, count: $0.count) }
    all += facets.marks.map { Suggestion(.mark, $0.text, count: $0.count) }
    var folders: [String: Int] = [:]
    for folder in facets.folders {
      folders[folder.path.lastComponent.display, default: 0] += folder.count
    }
    all += folders.sorted { $0.key < $1.key }.map { Suggestion(.folder, $0.key, count: $0.value) }
    var years: [String: Int] = [:]
    for month in facets.months { years[String(month.text.prefix(4)), default: 0] += month.count }
    all += years.sorted { $0.key < $1.key }.map { Suggestion(.date, $0.key, count: $0.value) }
    all += facets.months.map { Suggestion(.date, $0.text, count: $0.count) }
    candidates = all.map { ($0, FoldedWords.words($0.text)) }
  }

  /// The values one of whose words begins with what was typed, the whole of it or its end: those
  /// that begin with it first, then the more frequent, each text once.
  package func suggestions(for typed: String, limit: Int) -> [Suggestion] {
    let wanted = FoldedWords.words(typed)
    if wanted.isEmpty { return [] }
    var ranked: [(start: Int, order: Int, suggestion: Suggestion)] = []
    for (order, candidate) in candidates.enumerated() {
      guard let start = Self.place(of: wanted, in: candidate.words) else { continue }
      ranked.append((start, order, candidate.suggestion))
    }
    ranked.sort {
      ($0.start, -$0.suggestion.count, $0.order) < ($1.start, -$1.suggestion.count, $1.order)
    }
    var seen = Set<String>()
    return ranked.map(\.suggestion).filter { seen.insert($0.text).inserted }.prefix(limit)
      .map(\.self)
  }

  /// Where words stand side by side; the last may be the beginning of one.
  private static func place(of wanted: [String], in words: [String]) -> Int? {
    guard words.count >= wanted.count else { return nil }
    return (0...(words.count - wanted.count)).first { start in
      wanted.indices.allSatisfy { position in
        position == wanted.count - 1
          ? words[start + position].utf8.starts(with: wanted[position].utf8)
          : words[start + position] == wanted[position]
      }
    }
  }
}
