/// Below which score a picture has an issue, each 0…1.
package struct QualityThresholds: Hashable, Sendable {
  private var values: [QualityIssue.Kind: Double] = [:]

  /// CleanVision's thresholds where it has the issue.
  package static let standard = QualityThresholds()

  package init() {}

  package subscript(kind: QualityIssue.Kind) -> Double {
    get { values[kind] ?? Self.usual(kind) }
    set { values[kind] = newValue }
  }

  private static func usual(_ kind: QualityIssue.Kind) -> Double {
    switch kind {
    case .dark: 0.32
    case .light: 0.05
    case .oddAspectRatio: 0.35
    case .lowInformation: 0.3
    case .oddSize, .grayscale, .blurry, .noisy, .document: 0.5
    case .clipped: 0.7
    case .blocky: 0.45
    case .screenshot: 0.4
    }
  }

  /// Thresholds fitted to a library: below the lower fence of its scores, Q1 − 3 · IQR (Tukey), so
  /// that only pictures unlike the rest of the library are named. Kinds with fewer than 20 scores,
  /// or whose fence is not above zero, keep their threshold. O(n log n).
  package func fitted(to scores: [QualityIssue.Kind: [Double]]) -> QualityThresholds {
    var fitted = self
    for (kind, values) in scores where values.count >= 20 {
      let sorted = values.filter(\.isFinite).sorted()
      let (lower, upper) = (
        Percentile.of(sorted: sorted, 25), Percentile.of(sorted: sorted, 75)
      )
      let fence = lower - 3 * (upper - lower)
      if fence > 0 { fitted[kind] = min(fence, 1) }
    }
    return fitted
  }
}
