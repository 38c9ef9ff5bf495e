/// What is usual of a score among some pictures, and how far beyond it one stands. The middle and the
/// spread are medians, which a few unusual ones do not move.
package struct UsualScores: Hashable, Sendable {
  /// The middle.
  package let median: Float
  /// As a standard deviation, of those above the middle: scores have their long side there.
  package let spread: Float
  /// Scores above it are unusual: 3.5 deviations above the middle (Iglewicz and Hoaglin 1993, "How to
  /// detect and handle outliers"). `nil` where too few scores, or all the same, say nothing.
  package let threshold: Float?

  /// Fewer say nothing of what is usual.
  package static let leastCount = 10
  private static let limit: Float = 3.5
  /// Of a normal distribution, its standard deviation over the median of absolute deviations.
  private static let normal: Float = 1.4826

  /// - Complexity: O(n log n).
  package init(_ scores: some Collection<Float>) {
    precondition(!scores.isEmpty, "of no scores nothing is usual")
    let median = Self.median(of: scores.sorted())
    let above = scores.filter { $0 > median }.map { $0 - median }.sorted()
    self.median = median
    spread = above.isEmpty ? 0 : Self.normal * Self.median(of: above)
    threshold =
      scores.count < Self.leastCount || spread == 0 ? nil : median + Self.limit * spread
  }

  /// How many deviations a score is above the middle, negative below it; 0 where there is no threshold.
  package func excess(of score: Float) -> Float {
    threshold == nil ? 0 : (score - median) / spread
  }

  private static func median(of sorted: [Float]) -> Float {
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
