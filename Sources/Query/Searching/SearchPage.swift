package import Catalogue
package import Core

/// A page of what was found, with what is known of each picture.
package typealias SearchPage = ResultPage<SearchHit>
/// A page of what was found, nothing of which is loaded.
package typealias FoundPage = ResultPage<FoundHit>

/// A page of what was found.
package struct ResultPage<Hit: Hashable & Sendable>: Hashable, Sendable {
  package var hits: [Hit]
  /// Hits on all pages; where not all were to be counted, those that were ranked so far.
  package var total: Int
  /// What to ask the next page with; `nil` after the last.
  package var next: String?
  package var verdict: SearchVerdict
  package var notices: [SearchNotice]

  /// The same page with other hits.
  func with<Other>(_ hits: [Other]) -> ResultPage<Other> {
    ResultPage<Other>(hits: hits, total: total, next: next, verdict: verdict, notices: notices)
  }
}

/// What a search came to.
package enum SearchVerdict: Hashable, Sendable {
  /// The query found something.
  case found
  /// There are pictures, but none is what was looked for.
  case nothingMatchesWell
  /// The filter leaves nothing.
  case nothingToSearch
}

/// Something about a search that a person should know.
package enum SearchNotice: Hashable, Sendable {
  /// Texts were looked for in words alone: there is no model that reads them.
  case noTextModel
  /// So many pictures of those asked about have no vector yet.
  case withoutVectors(Int)
  /// A word was found under another spelling.
  case corrected(typed: String, found: String)
  /// Not all words were found in one picture.
  case partly
}

/// A picture that was found, and why.
package struct FoundHit: Hashable, Sendable {
  package var id: ImageID
  /// 0…1.
  package var score: Double
  /// The cosine; `nil` when vectors were not asked, or it has none.
  package var similarity: Float?
  /// `nil` when nothing was looked for.
  package var band: MatchBand?
  package var reasons: [MatchReason]
}

/// A picture that was found, with what is known of it.
package struct SearchHit: Hashable, Sendable {
  package var found: FoundHit
  package var image: CataloguedImage
  /// Its present files, by path.
  package var paths: [FilePath]
  /// Of the file, of people, of models.
  package var tags: [String]
  /// The words of the marks beside each of those files.
  package var fileMarks: [[String]]

  package var score: Double { found.score }
  package var similarity: Float? { found.similarity }
  package var band: MatchBand? { found.band }
  package var reasons: [MatchReason] { found.reasons }
  /// The words of the marks beside any of its files, in their order.
  package var marks: [String] { Set(fileMarks.joined()).sorted() }
}

/// Which part of a query a hit met.
package enum MatchReason: Hashable, Sendable {
  case word(WordMatch.Finding)
  /// Its cosine, how far that is above the usual in spreads (`nil` where it is not known), and the
  /// band in which it falls.
  case similarity(Float, excess: Double?, MatchBand)
  /// It is what the filter asks for.
  case filter
}
