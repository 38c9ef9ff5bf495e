/// How much each part counts in the combined score. Parts that a picture does not allow to judge are
/// left out, and the others count in proportion.
package struct QualityWeights: Hashable, Sendable {
  /// What the opinion model says.
  package var opinion = 0.6
  /// Against ``QualityIssue/Kind/blurry``.
  package var sharpness = 0.15
  /// Against dark, light and clipped, whichever is worst.
  package var exposure = 0.15
  /// Against ``QualityIssue/Kind/noisy``.
  package var noise = 0.05
  /// Against ``QualityIssue/Kind/blocky``.
  package var compression = 0.05

  package static let standard = QualityWeights()

  package init() {}
}
