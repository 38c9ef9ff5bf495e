internal import Glibc

/// Moment-matching fits of generalised Gaussians: the shape is looked up on the grid 0.200, 0.201 …
/// 10.000, as the authors of BRISQUE and NIQE do.
///
/// Sharifi, Leon-Garcia, "Estimation of shape parameter for generalized Gaussian distributions in
/// subband decompositions of video" (1995); Lasmar, Stitou, Berthoumieu, "Multiscale skewed heavy
/// tailed model for texture analysis" (2009).
enum GeneralisedGaussian {
  /// Γ(1/α), Γ(2/α), Γ(3/α) of one shape.
  struct Gammas {
    let one: Double
    let two: Double
    let three: Double

    init(shape: Double) {
      one = tgamma(1 / shape)
      two = tgamma(2 / shape)
      three = tgamma(3 / shape)
    }

    /// Γ(1/α) Γ(3/α) / Γ(2/α)²: E[p²] / E[|p|]² of that shape. Falls as the shape grows.
    var ratio: Double { one * three / (two * two) }
  }

  private static let steps = 9801
  private static let ratios: [Double] = (0..<steps).map { Gammas(shape: shape(at: $0)).ratio }

  private static func shape(at index: Int) -> Double { 0.2 + Double(index) * 0.001 }

  /// The shape whose ratio is nearest to E[m²] / E[|m|]². A ratio that is no number gives 0.2, the
  /// first shape of the grid. O(log n).
  static func symmetricShape(ratio: Double) -> Double {
    shape(at: nearest { $0 - ratio })
  }

  /// The shape whose inverse ratio is nearest to the asymmetric R̂.
  static func asymmetricShape(inverseRatio: Double) -> Double {
    shape(at: nearest { inverseRatio - 1 / $0 })
  }

  /// The first index with the smallest distance, where `difference` of a ratio falls along the
  /// table.
  private static func nearest(_ difference: (Double) -> Double) -> Int {
    guard !difference(ratios[0]).isNaN else { return 0 }
    var low = 0
    var high = steps
    while low < high {
      let middle = (low + high) / 2
      if difference(ratios[middle]) > 0 { low = middle + 1 } else { high = middle }
    }
    if low == 0 { return 0 }
    if low == steps { return steps - 1 }
    return abs(difference(ratios[low - 1])) <= abs(difference(ratios[low])) ? low - 1 : low
  }
}
