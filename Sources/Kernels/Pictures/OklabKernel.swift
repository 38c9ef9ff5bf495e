internal import CKernels
internal import Glibc

/// sRGB to Oklab (Björn Ottosson, *A perceptual color space for image processing*, 2020).
package enum OklabKernel {
  /// Lightness (0…1), green to red and blue to yellow (each about −0.4…0.4) of interleaved pixels,
  /// three numbers a pixel.
  package static func colours(rgb: [UInt8]) -> [Float] {
    let pixels = rgb.count / 3
    return [Float](unsafeUninitializedCapacity: 3 * pixels) { colours, count in
      count = 3 * pixels
      guard let colours = colours.baseAddress, pixels > 0 else { return }
      linear.withUnsafeBufferPointer { linear in
        rgb.withUnsafeBufferPointer {
          semblance_oklab($0.baseAddress!, pixels, linear.baseAddress!, colours)
        }
      }
    }
  }

  /// sRGB bytes to linear light, in steps of 2⁻²⁰: mathematical libraries differ by less.
  static let linear: [Float] = (0..<256).map { byte in
    let value = Double(byte) / 255
    let light = value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    return Float((light * 1_048_576).rounded() / 1_048_576)
  }
}
