package import Fingerprints
package import Kernels

/// A registered pair, summed up over the tiles that show something.
package struct PairComparison: Sendable {
  package let orientation: Dihedral
  package let match: RegistrationMatch
  /// How many of the 64 tiles both pictures cover.
  package let coveredTiles: Int
  /// How many of those have structure (a standard deviation above ``texturedSpread`` in either).
  package let texturedTiles: Int
  /// Share of the textured tiles whose correlation is above 0.8; 0 without any.
  package let agreement: Float
  /// Residual of a tile over its own contrast: the median of covered tiles and the 90th percentile.
  package let medianResidual: Float
  package let worstResidual: Float
  /// The largest residual of a covered tile, in grey levels.
  package let largestResidual: Float
  /// Share of covered tiles that differ by more than noise and recompression explain.
  package let changedShare: Float

  /// Grey levels of standard deviation from which a tile counts as textured.
  package static let texturedSpread: Float = 6

  package init(orientation: Dihedral, match: RegistrationMatch) {
    self.orientation = orientation
    self.match = match
    let covered = match.tiles.filter { $0.cover > 0.5 }
    let textured = covered.filter { max($0.spread, $0.imageSpread) > Self.texturedSpread }
    let relative = covered.map { $0.residual / (max($0.spread, $0.imageSpread) + 3) }.sorted()
    coveredTiles = covered.count
    texturedTiles = textured.count
    agreement =
      textured.isEmpty
      ? 0 : Float(textured.count { $0.correlation > 0.8 }) / Float(textured.count)
    medianResidual = relative.isEmpty ? 9 : relative[relative.count / 2]
    worstResidual =
      relative.isEmpty ? 9 : relative[min(relative.count - 1, relative.count * 9 / 10)]
    largestResidual = covered.map(\.residual).max() ?? 255
    changedShare =
      covered.isEmpty
      ? 1
      : Float(
        covered.count {
          $0.residual > 8 && $0.residual > 0.5 * (max($0.spread, $0.imageSpread) + 3)
        })
        / Float(covered.count)
  }
}
