package import Core

/// What a picture looks like, in 340 numbers of length 1, without a trained model: the cosine of two
/// is near 1 for copies, above ``copyCosine`` for most edits of one picture, and near 0 for pictures
/// that have nothing in common.
///
/// It is made of four blocks. All look at the picture squashed to 32 × 32 area averages, so neither
/// size nor compression matters much; nothing in it is learnt.
///
/// | numbers | block | weight |
/// |---|---|---|
/// | 128 | edges of the 32 × 32 luma: 4 × 4 soft cells of 8 directions, ``EdgeLayout`` | 1 |
/// | 128 | the same of the 16 × 16 luma | 0.6 |
/// | 48 | Oklab means of 4 × 4 cells less their mean, ``ColourLayout`` | 0.45 |
/// | 36 | soft histogram of Oklab lightness and hue, ``Palette`` | 0.3 |
///
/// Directions are taken without their sign, so that a negative keeps its edges; edges are relative to
/// all edges, so that exposure and contrast cancel; soft cells let a crop move things by a fifth of a
/// side. Upright only: a picture turned by 90° is another to it. Hellinger's square root and the
/// taking away of the mean follow Arandjelović and Zisserman, *Three things everyone should know to
/// improve object retrieval*, 2012; cells of directions Dalal and Triggs, *Histograms of oriented
/// gradients*, 2005; the pyramid Lazebnik et al., *Beyond bags of features*, 2006.
package enum VisualDescriptor {
  /// Raised whenever any number for the same pixels changes; the space's name changes with it.
  package static let version = 1
  package static let space = VectorSpace(name: "builtin-\(version)", dimension: 340)

  /// A cosine from which two photographs are, in 98 of 100 cases, edits of one picture
  /// (docs/BENCHMARKS.md).
  package static let copyCosine: Float = 0.7

  /// The side of the grid that everything is computed from.
  static let side = ColourCells.side

  /// The descriptor of an upright sRGB picture of at least one pixel. O(pixels); the same bits on every
  /// processor: only `+ − × ÷ √` in a fixed order.
  package static func vector(of image: RGBImage) -> [Float] {
    vector(of: ColourCells(of: image))
  }

  /// The descriptor of a picture whose cells are known already. O(1).
  package static func vector(of cells: ColourCells) -> [Float] {
    let luma = luma(of: cells)
    let colours = Oklab.colours(of: cells.means.samples)
    var vector: [Float] = []
    vector.reserveCapacity(space.dimension)
    append(EdgeLayout.values(of: luma, side: side), weight: 1, floor: 20, to: &vector)
    append(
      EdgeLayout.values(of: halved(luma), side: side / 2), weight: 0.6, floor: 12, to: &vector)
    append(ColourLayout.values(of: colours, side: side), weight: 0.45, floor: 0.06, to: &vector)
    // Of length 1 whatever the picture, so a plain one has a direction too.
    append(Palette.values(of: colours), weight: 0.3, floor: 0, to: &vector)
    let whole: [Float] = vector
    vector.removeAll(keepingCapacity: true)
    append(whole, weight: 1, floor: 0, to: &vector)
    return vector
  }

  /// Scales a block to the length `weight`, or less where it is shorter than `floor`: what is left of
  /// noise in a plain picture says nothing.
  private static func append(
    _ block: [Float], weight: Float, floor: Float, to vector: inout [Float]
  ) {
    var square: Float = 0
    for value in block { square += value * value }
    let scale = weight / max(square.squareRoot(), floor)
    for value in block { vector.append(value * scale) }
  }

  /// BT.601 luma of cells, 0…255, not rounded.
  private static func luma(of cells: ColourCells) -> [Float] {
    let sums = cells.sums
    let unit = 1 / (1000 * Double(cells.weight))
    return (0..<side * side).map { cell in
      let sum = 299 * sums[3 * cell] + 587 * sums[3 * cell + 1] + 114 * sums[3 * cell + 2]
      return Float(Double(sum) * unit)
    }
  }

  /// Means of 2 × 2 cells.
  private static func halved(_ plane: [Float]) -> [Float] {
    let half = side / 2
    return (0..<half * half).map { cell in
      let start = 2 * (cell / half) * side + 2 * (cell % half)
      return 0.25
        * (plane[start] + plane[start + 1] + plane[start + side] + plane[start + side + 1])
    }
  }
}
