package import Core
internal import Kernels

/// PDQ, the 256-bit hash of "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing
/// Algorithm" (Facebook, 2019), for exchange with other systems. `hex` is PDQ's usual text form.
package struct PDQHash: Hashable, Sendable {
  /// Coefficients 1…16 of both axes, row frequency first.
  private let coefficients: [Float]

  /// How much there is to see, 0…100: the scaled sum of significant gradients of the 64 × 64
  /// reduction. PDQ's authors advise against matching below 50.
  package let quality: Int

  /// Bit for bit the reference's result for the same pixels. O(pixels).
  package init(of image: RGBImage) {
    self.init(of: image, originalWidth: image.width, originalHeight: image.height)
  }

  /// The reference's result for the original of a picture that was reduced on loading, estimated
  /// within a few bits; exact where nothing was reduced. O(pixels).
  ///
  /// - Precondition: the original is no smaller than the picture.
  package init(of image: RGBImage, originalWidth: Int, originalHeight: Int) {
    guard originalWidth >= 5 && originalHeight >= 5 else {
      coefficients = []
      quality = 0
      return
    }
    let luma = LumaKernel.floats(rgb: image.samples)
    let isOriginal = image.width == originalWidth && image.height == originalHeight
    let plane =
      isOriginal
      ? TentKernel.reduced(luma, width: image.width, height: image.height)
      : TentKernel.estimated(
        luma, width: image.width, height: image.height, originalWidth: originalWidth,
        originalHeight: originalHeight)
    quality = min(TentKernel.gradientSum(of: plane) / 90, 100)
    coefficients = TentKernel.coefficients(of: plane)
  }

  /// The hash; all zero, with quality 0, for a picture with a side below five pixels.
  package var hash: Hash256 { hash(.identity) }

  /// The hash of the turned or mirrored picture, as the reference derives it.
  package func hash(_ dihedral: Dihedral) -> Hash256 {
    guard !coefficients.isEmpty else { return .zero }
    let turned = dihedral.apply(to: coefficients, lowest: 1)
    // PDQ's text form starts with the last coefficient.
    return MedianKernel.decisions(
      of: turned.reversed(), above: MedianKernel.lowerMedian(of: turned))
  }

  /// All eight, in the reference's order, which is that of `Dihedral.allCases`.
  package func dihedralHashes() -> [Hash256] { Dihedral.allCases.map(hash) }

  /// The hash and its quality, 0…100.
  package static func hash(of image: RGBImage) -> (hash: Hash256, quality: Int) {
    let pdq = PDQHash(of: image)
    return (pdq.hash, pdq.quality)
  }
}
