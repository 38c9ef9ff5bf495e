internal import CKernels
package import Core

/// A luma plane prepared for registration: smoothed, at 128, 64 and 32 samples a side (86 KB).
package struct RegistrationPyramid: Sendable {
  fileprivate let samples: [Float]

  /// - Parameter luma: a plane of 128×128 samples.
  package init(_ luma: LumaPlane) {
    precondition(luma.width == Int(SK_SIDE) && luma.height == Int(SK_SIDE))
    samples = [Float](unsafeUninitializedCapacity: Int(SK_PYRAMID)) { buffer, count in
      luma.samples.withUnsafeBufferPointer { sk_pyramid($0.baseAddress!, buffer.baseAddress!) }
      count = Int(SK_PYRAMID)
    }
  }
}

/// What two registered planes have in common, measured on a grid of 8×8 tiles over the template.
/// Grey values are 0…255.
package struct RegistrationMatch: Sendable {
  package struct Tile: Hashable, Sendable {
    /// Share of the tile that the image covers, 0…1.
    package var cover: Float
    /// Standard deviation of the template.
    package var spread: Float
    /// Standard deviation of the warped image, in the template's tones.
    package var imageSpread: Float
    /// Root mean square of what the image, warped and toned, leaves unexplained.
    package var residual: Float
    /// Correlation of template and warped image, −1…1; 0 where either is flat.
    package var correlation: Float
  }

  /// From the template's unit square to the image's.
  package var map: AffineMap
  /// Correlation over the overlap, −1…1.
  package var correlation: Float
  /// Share of the template's area that lies inside the image, 0…1.
  package var coverage: Float
  /// Slope and offset of the line from image grey to template grey.
  package var gain: Float
  package var bias: Float
  /// Root mean square of the residual after a straight line, and after a monotone tone curve.
  package var lineResidual: Float
  package var toneResidual: Float
  /// Standard deviation of the template over the overlap.
  package var spread: Float
  /// Share of the overlap that the tone curve leaves unexplained (by more than twice the residual).
  package var outlierShare: Float
  /// Sum of the outliers' residuals over the sum of their magnitudes, −1…1: near ±1 under a caption
  /// or logo, near 0 where something moved.
  package var outlierSign: Float
  /// 64 tiles, row by row.
  package var tiles: [Tile]
}

/// Registration of two 128×128 luma planes under an affine map and a change of tones.
///
/// Lucas and Kanade (1981) with the additive update of Baker and Matthews ("Lucas-Kanade 20 Years
/// On", IJCV 2004), a linear tone model, and Cauchy weights, so that a watermark or a moving subject
/// does not drag the map along; then a comparison tile by tile under a monotone tone curve (pool
/// adjacent violators, Ayer et al. 1955). About 0.2 ms a pair.
package enum Registration {
  /// Refines `start` until the warped image looks like the template, and measures the result.
  ///
  /// The result is never worse correlated than `start` itself. Deterministic on every CPU.
  package static func match(
    template: RegistrationPyramid, image: RegistrationPyramid, start: AffineMap
  ) -> RegistrationMatch {
    var affine = sk_affine(start)
    var match = sk_match()
    template.samples.withUnsafeBufferPointer { template in
      image.samples.withUnsafeBufferPointer { image in
        _ = sk_register(template.baseAddress!, image.baseAddress!, &affine)
        sk_measure(template.baseAddress!, image.baseAddress!, &affine, &match)
      }
    }
    return RegistrationMatch(match)
  }
}

extension sk_affine {
  fileprivate init(_ map: AffineMap) {
    self.init(x0: map.x0, xx: map.xx, xy: map.xy, y0: map.y0, yx: map.yx, yy: map.yy)
  }
}

extension RegistrationMatch {
  fileprivate init(_ match: sk_match) {
    let affine = match.affine
    map = AffineMap(
      x0: affine.x0, xx: affine.xx, xy: affine.xy, y0: affine.y0, yx: affine.yx, yy: affine.yy)
    correlation = match.correlation
    coverage = match.coverage
    gain = match.gain
    bias = match.bias
    lineResidual = match.line_residual
    toneResidual = match.tone_residual
    spread = match.spread
    outlierShare = match.outlier_share
    outlierSign = match.outlier_sign
    let count = Int(SK_TILES * SK_TILES)
    func floats<Tuple>(_ tuple: Tuple) -> [Float] {
      withUnsafeBytes(of: tuple) { Array($0.bindMemory(to: Float.self)) }
    }
    let cover = floats(match.tile_cover)
    let spreads = floats(match.tile_spread)
    let imageSpreads = floats(match.tile_image_spread)
    let residuals = floats(match.tile_residual)
    let correlations = floats(match.tile_correlation)
    tiles = (0..<count).map { tile in
      Tile(
        cover: cover[tile], spread: spreads[tile], imageSpread: imageSpreads[tile],
        residual: residuals[tile], correlation: correlations[tile])
    }
  }
}
