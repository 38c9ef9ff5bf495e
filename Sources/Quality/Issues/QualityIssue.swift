/// One thing that may be wrong with a picture: how it does, and why.
package struct QualityIssue: Hashable, Sendable {
  /// What was looked at. The first six have CleanVision's names and definitions.
  package enum Kind: String, CaseIterable, Sendable {
    case dark
    case light
    case oddAspectRatio = "odd_aspect_ratio"
    case oddSize = "odd_size"
    case lowInformation = "low_information"
    case grayscale
    case blurry
    case clipped
    case noisy
    case blocky
    case screenshot
    case document
  }

  package let kind: Kind
  /// 0 (as bad as can be) to 1 (nothing of it); `nil` where the picture does not allow to say.
  package let score: Double?
  /// The picture has the issue when its score is below.
  package let threshold: Double
  /// The measured value behind the score, in the unit that `reason` speaks of; never NaN.
  package let value: Double
  /// One sentence for a person: what was measured, or why nothing was.
  package let reason: String

  package var isFound: Bool { score.map { $0 < threshold } ?? false }

  package init(
    kind: Kind, score: Double?, threshold: Double, value: Double, reason: String
  ) {
    self.kind = kind
    self.score = score.flatMap { $0.isFinite ? min(max($0, 0), 1) : nil }
    self.threshold = threshold
    self.value = value.isFinite ? value : 0
    self.reason = reason
  }
}
