package import Core

/// The features of NIQE: 36 for each block of 96 × 96 pixels.
///
/// Mittal, Soundararajan, Bovik, "Making a 'Completely Blind' Image Quality Analyzer", IEEE Signal
/// Processing Letters, 2013. The picture is cropped at its right and lower edge to whole blocks.
package struct NiqeFeatures: Hashable, Sendable {
  /// The side of a block at full scale, in pixels.
  package static let blockSide = 96

  /// 36 values a block, blocks in rows from the top left: 18 of the full and 18 of the half scale.
  /// Not a number where a block is so flat that a fit does not exist.
  package let blocks: [[Double]]
  /// The mean local deviation σ of each block, at full scale.
  package let sharpness: [Double]

  package init(blocks: [[Double]], sharpness: [Double]) {
    precondition(blocks.count == sharpness.count && blocks.allSatisfy { $0.count == 36 })
    self.blocks = blocks
    self.sharpness = sharpness
  }

  /// Measures a picture in one pass over its rows; no blocks when a side is shorter than 96.
  package init(of image: RGBImage) {
    guard let size = Self.cropped(width: image.width, height: image.height) else {
      self.init(blocks: [], sharpness: [])
      return
    }
    let scan = NiqeScan(width: size.width, height: size.height)
    GrayRows.visit(image, rows: size.height) { scan.add($0) }
    self = scan.finish()
  }

  /// The sides that whole blocks cover; `nil` when there is no whole block.
  static func cropped(width: Int, height: Int) -> (width: Int, height: Int)? {
    let size = (width: width / blockSide * blockSide, height: height / blockSide * blockSide)
    return size.width > 0 && size.height > 0 ? size : nil
  }

  /// The mean of each feature over the blocks that have it; not a number where none has.
  package var means: [Double] {
    (0..<36).map { index in
      let values = blocks.map { $0[index] }.filter { !$0.isNaN }
      return values.reduce(0, +) / Double(values.count)
    }
  }

  /// The 18 features of one block at one scale.
  static func features(of moments: [SampleMoments]) -> [Double] {
    let own = Scales(moments[0])
    // The authors look down-right before down-left, as BRISQUE does.
    return [own.shape, (own.lower + own.upper) / 2]
      + moments.dropFirst().flatMap { moments in
        let scales = Scales(moments)
        return [scales.shape, scales.mean, scales.lower, scales.upper]
      }
  }

  private struct Scales {
    let shape: Double
    let lower: Double
    let upper: Double
    let mean: Double

    init(_ moments: SampleMoments) {
      shape = moments.asymmetricShape
      let gammas = GeneralisedGaussian.Gammas(shape: shape)
      let factor = (gammas.one / gammas.three).squareRoot()
      lower = moments.lowerVariance.squareRoot() * factor
      upper = moments.upperVariance.squareRoot() * factor
      mean = (upper - lower) * gammas.two / gammas.one
    }
  }
}
