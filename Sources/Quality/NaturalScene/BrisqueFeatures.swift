package import Core

/// The 36 features of BRISQUE: how the contrast-normalised luma of a picture and the products of
/// its neighbours are distributed, at two scales.
///
/// Mittal, Moorthy, Bovik, "No-Reference Image Quality Assessment in the Spatial Domain", IEEE
/// Transactions on Image Processing, 2012. In double precision, with coefficients below 1e-9 taken
/// as zero: flat regions would otherwise score rounding errors.
package struct BrisqueFeatures: Hashable, Sendable {
  /// 18 values of the full and 18 of the half scale: shape and variance of the coefficients, then
  /// shape, mean, left and right variance of the products with the right, lower, lower right and
  /// upper right neighbour. Not a number where the picture is so flat that a fit does not exist.
  package let values: [Double]

  package init(values: [Double]) {
    precondition(values.count == 36, "BRISQUE has 36 features")
    self.values = values
  }

  /// Whether every fit exists.
  package var areFinite: Bool { values.allSatisfy(\.isFinite) }

  /// Measures a picture in one pass over its rows; holds some thirty rows of doubles.
  package init(of image: RGBImage) {
    let scan = BrisqueScan(width: image.width, height: image.height)
    GrayRows.visit(image) { scan.add($0) }
    self = scan.finish()
  }

  /// The 18 features of one scale.
  static func features(of moments: [SampleMoments]) -> [Double] {
    [moments[0].symmetricShape, moments[0].meanSquare] + moments.dropFirst().flatMap(product)
  }

  private static func product(_ moments: SampleMoments) -> [Double] {
    let shape = moments.asymmetricShape
    let gammas = GeneralisedGaussian.Gammas(shape: shape)
    let (lower, upper) = (moments.lowerVariance, moments.upperVariance)
    let mean =
      (upper.squareRoot() - lower.squareRoot()) * gammas.two / gammas.one
      * (gammas.one / gammas.three).squareRoot()
    return [shape, mean, lower, upper]
  }
}
