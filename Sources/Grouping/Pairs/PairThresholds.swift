/// Where the lines between kinds of duplicates are drawn. The defaults were chosen on one half of
/// the evaluation scenes and are reported on the other (docs/BENCHMARKS.md).
package struct PairThresholds: Hashable, Sendable {
  /// Least correlation of two aligned pictures of one scene.
  package var correlation: Float = 0.85
  /// Least share of textured tiles that agree.
  package var agreement: Float = 0.7
  /// Largest median residual, relative to a tile's contrast.
  package var residual: Float = 0.4
  /// Fewest textured tiles that count as evidence.
  package var texturedTiles = 6
  /// Least share of the template that must lie inside the image.
  package var coverage: Float = 0.7
  /// From this displacement of a corner on, in sides, a picture counts as cropped or tilted.
  package var displacement: Float = 0.012
  /// Largest change of contrast and of brightness (grey levels) of a plain re-save.
  package var gain: Float = 0.05
  package var bias: Float = 6
  /// Largest mean difference of chroma of a plain re-save.
  package var chroma: Float = 6
  /// Largest worst-tenth residual, and largest residual of any tile in grey levels, of a plain
  /// re-save.
  package var resavedResidual: Float = 0.45
  package var resavedLargest: Float = 14
  /// Least one-sidedness of what differs for it to be something laid over, not something that moved.
  package var overlaySign: Float = 0.6

  package init() {}
}
