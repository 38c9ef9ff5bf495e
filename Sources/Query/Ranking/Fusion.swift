/// How what vectors found and what words found become one list.
package enum Fusion: String, Hashable, Sendable, CaseIterable {
  /// The chance that at least one of both is right: 1 − (1 − a)(1 − b).
  case calibrated
  /// The sum of 1 / (60 + rank), which knows no scores (Cormack, Clarke, Büttcher, "Reciprocal Rank
  /// Fusion outperforms Condorcet and individual Rank Learning Methods", SIGIR 2009).
  case reciprocalRank = "reciprocal-rank"

  /// - Parameters:
  ///   - similarity: the calibrated score of the vectors; `nil` when they say nothing.
  ///   - words: the score of the words; `nil` when they say nothing.
  static func calibrated(similarity: Double?, words: Double?) -> Double {
    1 - (1 - (similarity ?? 0)) * (1 - (words ?? 0))
  }

  /// - Parameter ranks: from 0, one a list that has the hit.
  /// - Returns: 0…1: 1 for the first of all `lists` lists.
  static func reciprocal(ranks: [Int], lists: Int) -> Double {
    let most = Double(lists) / (constant + 1)
    return lists == 0 ? 0 : ranks.reduce(0) { $0 + 1 / (constant + 1 + Double($1)) } / most
  }

  private static let constant = 60.0
}
