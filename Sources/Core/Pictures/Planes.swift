/// One channel of 8-bit samples, row after row without gaps.
package struct LumaPlane: Hashable, Sendable {
  package let width: Int
  package let height: Int
  /// `width * height` samples, 0…255.
  package var samples: [UInt8]

  package init(width: Int, height: Int, samples: [UInt8]) {
    precondition(samples.count == width * height, "a plane of \(width)×\(height) samples")
    self.width = width
    self.height = height
    self.samples = samples
  }
}

/// Interleaved 8-bit sRGB: three bytes a pixel, row after row without gaps.
package struct RGBImage: Hashable, Sendable {
  package let width: Int
  package let height: Int
  /// `3 * width * height` samples, 0…255.
  package var samples: [UInt8]

  package init(width: Int, height: Int, samples: [UInt8]) {
    precondition(samples.count == 3 * width * height, "an image of \(width)×\(height) pixels")
    self.width = width
    self.height = height
    self.samples = samples
  }
}
