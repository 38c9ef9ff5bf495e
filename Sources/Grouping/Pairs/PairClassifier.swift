import Core
import Fingerprints
import Glibc
import Kernels

/// Names what a registered pair is: a copy of some kind, another moment of the scene, or nothing.
package struct PairClassifier: Sendable {
  package var thresholds: PairThresholds

  package init(thresholds: PairThresholds) { self.thresholds = thresholds }

  /// The kind of duplicate and how sure that is (0…100); `nil` for different pictures.
  package func verdict(
    template: GroupingItem, image: GroupingItem, comparison: PairComparison
  ) -> (kind: DuplicateKind, confidence: Int)? {
    guard showsTheSameScene(comparison) else { return nil }
    let kind = kind(template: template, image: image, comparison: comparison)
    return (kind, confidence(of: comparison))
  }

  private func showsTheSameScene(_ comparison: PairComparison) -> Bool {
    let match = comparison.match
    return match.coverage >= thresholds.coverage
      && comparison.texturedTiles >= thresholds.texturedTiles
      && looksAlike(comparison)
      && match.gain <= thresholds.contrast && match.gain * thresholds.contrast >= 1
  }

  private func looksAlike(_ comparison: PairComparison) -> Bool {
    let correlation = comparison.match.correlation
    let (agreement, residual) = (comparison.agreement, comparison.whole.median)
    if correlation >= thresholds.correlation, agreement >= thresholds.agreement,
      residual <= thresholds.residual
    {
      return true
    }
    return correlation >= thresholds.coveredCorrelation
      && agreement >= thresholds.coveredAgreement && residual <= thresholds.coveredResidual
  }

  private func kind(
    template: GroupingItem, image: GroupingItem, comparison: PairComparison
  ) -> DuplicateKind {
    if areSeparateShots(template, image) { return .burst }
    if comparison.match.map.displacement > thresholds.displacement
      || comparison.match.coverage < 0.98
    {
      guard isCropped(comparison) else { return .burst }
      return isOnlyRetoned(comparison) ? .recoloured : .cropped
    }
    if comparison.whole.changedShare > 0, !isAliased(comparison) {
      return isOverlaid(comparison) ? .overlaid : .burst
    }
    guard comparison.whole.worst <= thresholds.placedResidual,
      comparison.whole.largest <= thresholds.placedLargest
    else { return .burst }
    if comparison.orientation != .identity { return .rotated }
    if isRecoloured(template, image, comparison) { return .recoloured }
    return comparison.whole.worst <= thresholds.resavedResidual
      && comparison.whole.largest <= thresholds.resavedLargest ? .resaved : .recoloured
  }

  /// A camera that moved between two shots also moves them against each other, but never so that
  /// everything fits again. Only a border that was filled in may differ, and that lies on the rim.
  private func isCropped(_ comparison: PairComparison) -> Bool {
    let residuals = comparison.paddedSide == nil ? comparison.whole : comparison.inner
    let isWhole = residuals.changedShare == 0
    let isAlmostWhole =
      isAliased(comparison) && residuals.largest <= thresholds.croppedAliased
      && residuals.worst <= thresholds.croppedAliasedResidual
    return (isWhole || isAlmostWhole) && residuals.median <= thresholds.croppedMedian
      && residuals.worst <= thresholds.croppedResidual
      && residuals.largest <= thresholds.croppedLargest
  }

  /// Tones that were clipped pull at the alignment a little without anything having moved.
  private func isOnlyRetoned(_ comparison: PairComparison) -> Bool {
    comparison.orientation == .identity && comparison.match.coverage >= 0.98
      && comparison.match.map.displacement <= thresholds.retonedDisplacement
      && abs(comparison.match.gain - 1) > thresholds.gain
  }

  /// Decoders that shrink differently turn fence and fabric into different patterns.
  private func isAliased(_ comparison: PairComparison) -> Bool {
    comparison.agreement >= thresholds.aliasedAgreement
      && comparison.whole.changedShare <= thresholds.aliasedShare
      && comparison.whole.largest <= thresholds.aliasedLargest
  }

  /// What is laid over is brighter or darker throughout, or adds edges to one of the two; what moved
  /// leaves one place for another. The rest of the picture must not have changed at all.
  private func isOverlaid(_ comparison: PairComparison) -> Bool {
    let (share, median) = (comparison.whole.changedShare, comparison.whole.median)
    let sign = abs(comparison.match.outlierSign)
    guard share <= thresholds.overlaidShare else { return false }
    if sign >= thresholds.opaqueSign, median <= thresholds.opaqueMedian { return true }
    if median <= thresholds.overlaidMedian,
      sign >= thresholds.overlaySign || comparison.busierSide != nil
    {
      return true
    }
    return share <= thresholds.smallShare && median <= thresholds.smallMedian
      && comparison.match.map.displacement <= thresholds.smallDisplacement
  }

  /// Two capture times that differ are two exposures, however alike they look.
  private func areSeparateShots(_ one: GroupingItem, _ other: GroupingItem) -> Bool {
    guard let first = one.takenLocal, let second = other.takenLocal else { return false }
    // Editors drop sub-seconds: compare them only when both have them.
    return first.prefix(19) != second.prefix(19)
      || (first.count > 19 && second.count > 19 && first != second)
  }

  private func isRecoloured(
    _ template: GroupingItem, _ image: GroupingItem, _ comparison: PairComparison
  ) -> Bool {
    let match = comparison.match
    if abs(match.gain - 1) > thresholds.gain { return true }
    let mean = match.bias + (match.gain - 1) * 128
    if abs(mean) > thresholds.bias { return true }
    let (one, other) = (template.colourfulness, image.colourfulness)
    if max(one, other) > 1, min(one, other) < thresholds.colour * max(one, other) { return true }
    return Self.chromaDifference(template.chroma, image.chroma) > thresholds.chroma
  }

  /// Root mean square difference of two chroma grids, in grey levels; 0 when either is missing.
  package static func chromaDifference(_ one: [UInt8], _ other: [UInt8]) -> Float {
    guard one.count == other.count, !one.isEmpty else { return 0 }
    var sum = 0
    for position in one.indices {
      let difference = Int(one[position]) - Int(other[position])
      sum += difference * difference
    }
    return (Float(sum) / Float(one.count)).squareRoot()
  }

  /// A logistic curve over correlation, agreement and residual, fitted on the training scenes.
  private func confidence(of comparison: PairComparison) -> Int {
    let distance = (1 - comparison.match.correlation) * 10
    let score =
      6 - distance * 2 - (1 - comparison.agreement) * 6 - comparison.whole.median * 4
    let probability = 1 / (1 + expf(-score))
    return min(99, max(50, Int(saturating: (probability * 100).rounded())))
  }
}
