/// Where the lines between kinds of duplicates are drawn. The defaults were chosen on the training
/// scenes of the evaluation corpus and are reported on the test scenes (docs/BENCHMARKS.md).
package struct PairThresholds: Hashable, Sendable {
  // MARK: one scene

  /// Least correlation of two aligned pictures of one scene.
  package var correlation: Float = 0.85
  /// Least share of textured tiles that agree.
  package var agreement: Float = 0.7
  /// Largest median residual, relative to a tile's contrast.
  package var residual: Float = 0.4
  /// Or, where something opaque lies over a part: the same three, the others being all but equal.
  package var coveredCorrelation: Float = 0.5
  package var coveredAgreement: Float = 0.85
  package var coveredResidual: Float = 0.1
  /// Fewest textured tiles that count as evidence.
  package var texturedTiles = 6
  /// Least share of the template that must lie inside the image.
  package var coverage: Float = 0.7
  /// Largest change of contrast, as a factor in either direction.
  package var contrast: Float = 2.2

  // MARK: copies

  /// From this displacement of a corner on, in sides, a picture is cropped or tilted.
  package var displacement: Float = 0.005
  /// Up to this one it is not, where the contrast was changed.
  package var retonedDisplacement: Float = 0.015
  /// Of cropped and tilted copies: largest residual of the median tile, of the worst tenth, and of
  /// any tile in grey levels.
  package var croppedMedian: Float = 0.25
  package var croppedResidual: Float = 0.4
  package var croppedLargest: Float = 20
  /// Of copies in place: the worst tenth, and any tile.
  package var placedResidual: Float = 0.5
  package var placedLargest: Float = 34
  /// Of copies in place that agree everywhere: largest share of tiles that aliasing of fine patterns
  /// may change, by no more than so many grey levels.
  package var aliasedAgreement: Float = 0.97
  package var aliasedShare: Float = 0.04
  package var aliasedLargest: Float = 18
  /// Of cropped copies with such patterns: any tile, and the worst tenth.
  package var croppedAliased: Float = 13
  package var croppedAliasedResidual: Float = 0.3
  /// Of copies with something laid over: largest share of changed tiles, and residual of the median
  /// tile, which the overlay does not touch.
  package var overlaidShare: Float = 0.25
  package var overlaidMedian: Float = 0.1
  /// Least one-sidedness of what differs for it to be something laid over, not something that moved.
  package var overlaySign: Float = 0.5
  /// The same where all of what differs is on one side, so that more of the rest may.
  package var opaqueSign: Float = 0.9
  package var opaqueMedian: Float = 0.2
  /// Of copies in which a small part differs in any way, and nothing else has moved or changed.
  package var smallShare: Float = 0.06
  package var smallMedian: Float = 0.05
  package var smallDisplacement: Float = 0.001

  // MARK: plain re-saves

  /// Largest change of contrast, of brightness (grey levels) and of chroma.
  package var gain: Float = 0.05
  package var bias: Float = 6
  package var chroma: Float = 4
  /// Least share of the more colourful one's colour that a plain re-save keeps.
  package var colour: Float = 0.5
  /// Largest residual of the worst tenth, and of any tile in grey levels.
  package var resavedResidual: Float = 0.4
  package var resavedLargest: Float = 9

  package init() {}
}
