/// How many letters have to be changed to make one word of another.
package enum EditDistance {
  /// Damerau-Levenshtein distance of adjacent transpositions (optimal string alignment): insertions,
  /// deletions, substitutions and swaps of neighbours count one each.
  ///
  /// - Returns: the distance, or `nil` when it is more than `limit`. O(length · length).
  package static func between(_ left: String, _ right: String, limit: Int) -> Int? {
    let (a, b) = (Array(left.unicodeScalars), Array(right.unicodeScalars))
    guard abs(a.count - b.count) <= limit else { return nil }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], beforeLast[j - 2] + 1)
        }
      }
      guard row.min()! <= limit else { return nil }
      (beforeLast, last) = (last, row)
    }
    return last[b.count] <= limit ? last[b.count] : nil
  }

  /// How many slips are believed in a word of so many letters.
  package static func tolerance(ofLength length: Int) -> Int {
    length < 4 ? 0 : length < 8 ? 1 : 2
  }

  /// The candidate that was probably meant.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    let limit = max(1, tolerance(ofLength: word.count))
    return candidates.compactMap { candidate in
      between(word, candidate, limit: limit).map { (distance: $0, candidate) }
    }.min { ($0.distance, $0.1) < ($1.distance, $1.1) }?.1
  }
}
