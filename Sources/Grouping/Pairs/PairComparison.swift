package import Fingerprints
package import Kernels

/// A registered pair, summed up over the tiles that show something.
package struct PairComparison: Sendable {
  package enum Side: Sendable { case template, image }

  package let orientation: Dihedral
  package let match: RegistrationMatch
  /// How many covered tiles have structure (a standard deviation above ``texturedSpread`` in
  /// either).
  package let texturedTiles: Int
  /// Share of the textured tiles whose correlation is above 0.8; 0 without any.
  package let agreement: Float
  /// Over all covered tiles.
  package let whole: Residuals
  /// Without the rim of tiles, where the border of a tilted or padded copy lies.
  package let inner: Residuals
  /// Which of the two shows more structure where they differ; `nil` where they do not, or neither
  /// does by much. A caption adds edges.
  package let busierSide: Side?
  /// Which of the two has an empty border beyond the other.
  package var paddedSide: Side?

  /// Grey levels of standard deviation from which a tile counts as textured.
  package static let texturedSpread: Float = 6

  package init(orientation: Dihedral, match: RegistrationMatch) {
    self.orientation = orientation
    self.match = match
    let covered = match.tiles.indices.filter { match.tiles[$0].cover > 0.5 }
    let textured = covered.filter { match.tiles[$0].contrast > Self.texturedSpread }
    texturedTiles = textured.count
    agreement =
      textured.isEmpty
      ? 0 : Float(textured.count { match.tiles[$0].correlation > 0.8 }) / Float(textured.count)
    whole = Residuals(covered.map { match.tiles[$0] })
    inner = Residuals(
      covered.filter { (1...6).contains($0 / 8) && (1...6).contains($0 % 8) }
        .map { match.tiles[$0] })
    let changed = covered.map { match.tiles[$0] }.filter(\.isChanged)
    let inTemplate = changed.reduce(0) { $0 + $1.spread }
    let inImage = changed.reduce(0) { $0 + $1.imageSpread }
    busierSide =
      inTemplate > 1.15 * inImage ? .template : inImage > 1.15 * inTemplate ? .image : nil
  }

  /// What tiles leave unexplained.
  package struct Residuals: Hashable, Sendable {
    /// Residual over the tile's own contrast: the median tile and the 90th percentile.
    package let median: Float
    package let worst: Float
    /// The largest residual, in grey levels.
    package let largest: Float
    /// Share of tiles that differ by more than noise and recompression explain.
    package let changedShare: Float

    init(_ tiles: [RegistrationMatch.Tile]) {
      let relative = tiles.map(\.relativeResidual).sorted()
      median = relative.isEmpty ? 9 : relative[relative.count / 2]
      worst = relative.isEmpty ? 9 : relative[min(relative.count - 1, relative.count * 9 / 10)]
      largest = tiles.map(\.residual).max() ?? 255
      changedShare =
        tiles.isEmpty ? 1 : Float(tiles.count(where: \.isChanged)) / Float(tiles.count)
    }
  }
}

extension RegistrationMatch.Tile {
  fileprivate var contrast: Float { max(spread, imageSpread) }
  /// The residual as a share of the contrast; three grey levels of noise count as none.
  fileprivate var relativeResidual: Float { residual / (contrast + 3) }
  fileprivate var isChanged: Bool { residual > 8 && relativeResidual > 0.5 }
}
