import Catalogue
import Core

/// What the words of a request find among the words of pictures.
struct WordSearch {
  let query: WordQuery
  /// Best first.
  let matches: [(row: Int64, match: WordMatch)]

  /// - Parameter hasVector: whether vectors are asked too. Then pictures that have only some of the
  ///   words are left to them.
  init(
    of request: SearchRequest, _ searcher: Searcher, _ rows: RowSet, hasVector: Bool,
    _ notices: inout [SearchNotice]
  ) throws {
    let texts = request.terms.compactMap { term -> (text: String, isWanted: Bool)? in
      if case .text(let text) = term.content { (text, term.weight > 0) } else { nil }
    }
    var query = WordQuery(request.mode == .meaning ? [] : texts)
    if request.isExpanded { query.expand(searcher.synonyms) }
    let depth = max(Searcher.depth, request.limit)
    func found(
      _ query: WordQuery, by asked: WordQuery? = nil, all: Bool
    ) throws -> [(row: Int64, match: WordMatch)] {
      guard let expression = (asked ?? query).expression(requiringAll: all) else { return [] }
      return try searcher.reader.textMatches(expression, within: rows, limit: depth)
        .map { ($0.row, WordMatch(of: query, in: $0.document)) }
        .filter { !$0.1.findings.isEmpty }
    }
    var matches = try found(query, all: true)
    if matches.isEmpty, !query.wishes.isEmpty {
      let speller = Speller(reader: searcher.reader, rows: rows)
      let corrected = try speller.corrected(query)
      if corrected != query { matches = try found(corrected, all: true) }
      if matches.isEmpty, !hasVector, query.wishes.count > 1 {
        // A word that only pictures outside have would be ranked on all of them for nothing.
        var met = corrected
        met.wishes = try corrected.wishes.filter {
          try searcher.reader.hasTextMatch($0.expression, within: rows)
        }
        matches = try found(corrected, by: met, all: false)
        if !matches.isEmpty { notices.append(.partly) }
      }
      notices += Self.corrections(in: matches)
      query = corrected
    }
    self.query = query
    self.matches = matches.enumerated()
      .sorted { ($1.element.match.score, $0.offset) < ($0.element.match.score, $1.offset) }
      .map(\.element)
  }

  /// The spellings under which something was found, each once.
  private static func corrections(
    in matches: [(row: Int64, match: WordMatch)]
  ) -> [SearchNotice] {
    var notices: [SearchNotice] = []
    for finding in matches.lazy.flatMap(\.match.findings) where finding.manner == .spelling {
      let notice = SearchNotice.corrected(typed: finding.wish, found: finding.found)
      if !notices.contains(notice) { notices.append(notice) }
      if notices.count == 3 { break }
    }
    return notices
  }
}

extension WordQuery {
  /// Adds the synonyms of each wish.
  mutating func expand(_ synonyms: (String) -> [String]) {
    for position in wishes.indices {
      for synonym in synonyms(wishes[position].words.joined(separator: " ")) {
        let words = FoldedWords.words(synonym)
        if words.isEmpty || words == wishes[position].words { continue }
        wishes[position].alternatives.append(Alternative(words: words, reason: .synonym))
      }
    }
  }
}

/// Finds what was meant by words that no picture has.
private struct Speller {
  let reader: CatalogueReader
  let rows: RowSet
  /// So many spellings of one word are tried.
  private static let most = 5

  func corrected(_ query: WordQuery) throws -> WordQuery {
    var query = query
    for position in query.wishes.indices {
      let wish = query.wishes[position]
      guard wish.words.count == 1,
        try !reader.hasTextMatch(wish.expression, within: rows)
      else { continue }
      query.wishes[position].alternatives += try spellings(of: wish.words[0])
    }
    return query
  }

  private func spellings(of word: String) throws -> [WordQuery.Alternative] {
    let limit = EditDistance.tolerance(ofLength: word.unicodeScalars.count)
    guard limit > 0 else { return [] }
    let near = try reader.wordsLike(word).compactMap { other in
      EditDistance.between(word, other, limit: limit).map { (distance: $0, word: other) }
    }
    return near.sorted { ($0.distance, $0.word) < ($1.distance, $1.word) }.prefix(Self.most)
      .map { WordQuery.Alternative(words: [$0.word], reason: .spelling) }
  }
}
