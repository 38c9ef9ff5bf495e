import Foundation

/// A colour in Oklab (Björn Ottosson, *A perceptual color space for image processing*, 2020).
struct Oklab: Hashable, Sendable {
  /// 0…1.
  var lightness: Float
  /// Green to red, about −0.4…0.4.
  var greenRed: Float
  /// Blue to yellow, about −0.4…0.4.
  var blueYellow: Float

  init(red: UInt8, green: UInt8, blue: UInt8) {
    let r = Self.linear[Int(red)]
    let g = Self.linear[Int(green)]
    let b = Self.linear[Int(blue)]
    let l = Self.cubeRoot(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    let m = Self.cubeRoot(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    let s = Self.cubeRoot(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s
    greenRed = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s
    blueYellow = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
  }

  /// The colours of interleaved sRGB pixels.
  static func colours(of samples: [UInt8]) -> [Oklab] {
    (0..<samples.count / 3).map {
      Oklab(red: samples[3 * $0], green: samples[3 * $0 + 1], blue: samples[3 * $0 + 2])
    }
  }

  /// sRGB bytes to linear light, in steps of 2⁻²⁰: mathematical libraries differ by less.
  private static let linear: [Float] = (0..<256).map { byte in
    let value = Double(byte) / 255
    let light = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    return Float((light * 1_048_576).rounded() / 1_048_576)
  }

  /// By Newton's method from a third of the exponent: the same bits everywhere, unlike `cbrt`. Within
  /// 10⁻⁶ of it for 0…1.
  static func cubeRoot(_ value: Float) -> Float {
    if value <= 0 { return 0 }
    var root = Float(bitPattern: value.bitPattern / 3 + 709_921_077)
    for _ in 0..<3 { root = (2 * root + value / (root * root)) / 3 }
    return root
  }
}
