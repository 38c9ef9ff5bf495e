internal import Kernels

/// A colour in Oklab (Björn Ottosson, *A perceptual color space for image processing*, 2020).
struct Oklab: Hashable, Sendable {
  /// 0…1.
  var lightness: Float
  /// Green to red, about −0.4…0.4.
  var greenRed: Float
  /// Blue to yellow, about −0.4…0.4.
  var blueYellow: Float

  /// The colours of interleaved sRGB pixels.
  static func colours(of samples: [UInt8]) -> [Oklab] {
    let numbers = OklabKernel.colours(rgb: samples)
    return (0..<samples.count / 3).map {
      Oklab(
        lightness: numbers[3 * $0], greenRed: numbers[3 * $0 + 1], blueYellow: numbers[3 * $0 + 2])
    }
  }
}
