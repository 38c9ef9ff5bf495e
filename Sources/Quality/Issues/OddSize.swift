/// Pictures much smaller or larger than the rest of their library, as CleanVision finds them.
package struct OddSize: Hashable, Sendable {
  /// √(width · height) of an ordinary picture lies between these.
  package let smallest: Double
  package let largest: Double

  /// The fences Q1 − 3 · IQR and Q3 + 3 · IQR of a library's sizes; `nil` for none. O(n log n).
  package init?(sizes: [(width: Int, height: Int)]) {
    let sorted = sizes.map { Self.size($0.width, $0.height) }.sorted()
    guard !sorted.isEmpty else { return nil }
    let (lower, upper) = (Percentile.of(sorted: sorted, 25), Percentile.of(sorted: sorted, 75))
    smallest = max(lower - 3 * (upper - lower), 0)
    largest = upper + 3 * (upper - lower)
  }

  /// 1 in the middle of the ordinary sizes, 0.5 at the fences, 0 far beyond.
  package func score(width: Int, height: Int) -> Double {
    let size = Self.size(width, height)
    guard largest > smallest else { return size == largest ? 1 : 0 }
    let distance = abs(size - (smallest + largest) / 2)
    return max(1 - distance / (largest - smallest), 0)
  }

  package func issue(
    width: Int, height: Int, thresholds: QualityThresholds = .standard
  ) -> QualityIssue {
    let size = Self.size(width, height)
    let range = "\(Words.whole(smallest))–\(Words.whole(largest))"
    return QualityIssue(
      kind: .oddSize, score: score(width: width, height: height), threshold: thresholds[.oddSize],
      value: size,
      reason:
        "It is as large as a square of \(Words.whole(size)) pixels; the library's pictures lie "
        + "at \(range).")
  }

  private static func size(_ width: Int, _ height: Int) -> Double {
    (Double(width) * Double(height)).squareRoot()
  }
}
