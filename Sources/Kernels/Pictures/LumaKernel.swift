internal import CKernels

/// RGB to one channel.
package enum LumaKernel {
  /// BT.601 luma in 16-bit fixed point, `(19595 R + 38470 G + 7471 B + 2¹⁵) >> 16`: exactly what
  /// Pillow's `convert("L")` gives.
  ///
  /// - Parameter rgb: interleaved samples, three bytes a pixel.
  package static func bytes(rgb: [UInt8]) -> [UInt8] {
    let pixels = rgb.count / 3
    return [UInt8](unsafeUninitializedCapacity: pixels) { luma, count in
      count = pixels
      guard let luma = luma.baseAddress, pixels > 0 else { return }
      rgb.withUnsafeBufferPointer { semblance_luma_u8($0.baseAddress!, pixels, luma) }
    }
  }

  /// `0.299 R + 0.587 G + 0.114 B` in double precision, rounded once to single: the luma of PDQ.
  package static func floats(rgb: [UInt8]) -> [Float] {
    let pixels = rgb.count / 3
    return [Float](unsafeUninitializedCapacity: pixels) { luma, count in
      count = pixels
      guard let luma = luma.baseAddress, pixels > 0 else { return }
      rgb.withUnsafeBufferPointer { semblance_luma_f32($0.baseAddress!, pixels, luma) }
    }
  }
}
