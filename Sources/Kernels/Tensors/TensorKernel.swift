internal import CKernels
package import Core

/// Bytes of pixels to the numbers that a model reads.
package enum TensorKernel {
  /// Writes channel after channel, from `start` of `tensor` on.
  ///
  /// - Parameters:
  ///   - table: the number for each byte of each channel, channel after channel: 3 × 256.
  ///   - source: from which of red, green and blue (0, 1, 2) each channel is made.
  package static func writePlanes(
    of image: RGBImage, table: [Float], source: [UInt8], into tensor: inout MutableSpan<Float>,
    at start: Int = 0
  ) {
    let pixels = image.width * image.height
    precondition(table.count == 768 && source.count == 3 && source.allSatisfy { $0 < 3 })
    precondition(start >= 0 && tensor.count - start >= 3 * pixels, "room for \(3 * pixels) numbers")
    tensor.withUnsafeMutableBufferPointer { tensor in
      semblance_tensor_planes(
        image.samples, pixels, table, source, pixels, tensor.baseAddress! + start)
    }
  }

  /// Writes pixel after pixel: the layout with channels last.
  package static func writePixels(
    of image: RGBImage, table: [Float], source: [UInt8], into tensor: inout MutableSpan<Float>,
    at start: Int = 0
  ) {
    let pixels = image.width * image.height
    precondition(table.count == 768 && source.count == 3 && source.allSatisfy { $0 < 3 })
    precondition(start >= 0 && tensor.count - start >= 3 * pixels, "room for \(3 * pixels) numbers")
    for pixel in 0..<pixels {
      for channel in 0..<3 {
        let sample = image.samples[3 * pixel + Int(source[channel])]
        tensor[start + 3 * pixel + channel] = table[256 * channel + Int(sample)]
      }
    }
  }
}
