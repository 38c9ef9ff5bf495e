package import Core

/// Everything that can be asked of a search.
package struct SearchRequest: Hashable, Sendable {
  /// Where a text is looked for.
  package enum Mode: String, Hashable, Sendable, CaseIterable {
    /// In what is known of pictures in words and, where there is a model, in what they show.
    case automatic
    /// In names, tags, titles, captions, folders and cameras alone.
    case words
    /// In what pictures show alone.
    case meaning
  }

  /// What is looked for; with none, everything that the filter leaves, the latest first.
  package var terms: [QueryTerm]
  package var filter: Filter?
  package var mode: Mode = .automatic
  package var fusion: Fusion = .calibrated
  /// Hits a page, at least 1.
  package var limit = 50
  /// How many of the most alike are ranked at least, on all pages together: beyond, an order means
  /// little. Each costs a comparison in full precision.
  package var depth = 1_000
  /// Whether ``ResultPage/total`` counts all that ``depth`` allows. Without, no more is ranked than the
  /// pages so far take, which costs a fraction.
  package var countsAll = true
  /// Where an earlier page ended: its ``ResultPage/next``.
  package var cursor: String?
  /// Hits below are left out.
  package var leastBand: MatchBand = .weak
  /// 0…1; hits with a smaller score are left out.
  package var leastScore = 0.0
  /// −1…1; hits with a smaller cosine, or without a vector, are left out.
  package var leastSimilarity: Float?
  /// Whether synonyms count.
  package var isExpanded = true
  /// Whether a model reads a few words in several sentences.
  package var usesTemplates = true
  package var boosts = SearchBoosts()
  /// Only pictures whose perceptual hash is near another's.
  package var gate: PerceptualGate?
  /// Whether parts of pictures are looked at too, where the library has vectors of them: a picture
  /// counts with the nearest.
  package var usesCrops = true
  /// Whether pictures of the library that are terms are hits too.
  package var includesQueried = false

  package init(terms: [QueryTerm] = [], filter: Filter? = nil) {
    self.terms = terms
    self.filter = filter
  }
}

/// How much other things than the query weigh, each 0 or more: 1 weighs as much as the match.
package struct SearchBoosts: Hashable, Sendable {
  /// How recently the picture was taken, halved every year.
  package var recency = 0.0
  /// The quality score.
  package var quality = 0.0

  package init(recency: Double = 0, quality: Double = 0) {
    self.recency = recency
    self.quality = quality
  }

  package var isNeutral: Bool { recency == 0 && quality == 0 }
}

/// A largest Hamming distance, of 64, from a perceptual hash.
package struct PerceptualGate: Hashable, Sendable {
  package var hash: Hash64
  package var distance: Int

  package init(hash: Hash64, distance: Int) {
    self.hash = hash
    self.distance = distance
  }
}
