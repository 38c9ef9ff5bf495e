/// Guesses what somebody meant to type.
package enum Spelling {
  /// The candidate nearest to `word`, when it is near enough to be a slip: a third of the letters
  /// (at least one) may differ, or the word is the beginning of exactly one candidate.
  package static func nearest(to word: String, among candidates: [String]) -> String? {
    let word = word.lowercased()
    guard !word.isEmpty else { return nil }
    let allowed = max(1, word.count / 3)
    let ranked = candidates.map { ($0, distance(word, $0.lowercased())) }
    if let best = ranked.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }), best.1 <= allowed,
      best.1 < word.count
    {
      return best.0
    }
    let continued = candidates.filter { $0.lowercased().hasPrefix(word) }
    return continued.count == 1 ? continued[0] : nil
  }

  /// The Damerau–Levenshtein distance in its optimal string alignment form: insertions, deletions,
  /// substitutions and swaps of neighbours, none of which overlap. O(n·m) time.
  ///
  /// Source: Boytsov, "Indexing methods for approximate dictionary searching", JEA 16 (2011).
  package static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left)
    let right = Array(right)
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for i in left.indices {
      var current = [i + 1]
      current.reserveCapacity(right.count + 1)
      for j in right.indices {
        var cost = min(
          previous[j + 1] + 1, current[j] + 1, previous[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          cost = min(cost, beforePrevious[j - 1] + 1)
        }
        current.append(cost)
      }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[right.count]
  }
}
