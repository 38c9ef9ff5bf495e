package import Core
internal import Glibc

/// A Gaussian blur, to try blur measures with.
package enum GaussianBlur {
  /// Blurs every channel by `sigma` pixels, edges repeated, rounded to bytes. O(pixels × sigma).
  package static func applied(to image: RGBImage, sigma: Double) -> RGBImage {
    let reach = Int((4 * sigma).rounded(.up))
    let raw = (-reach...reach).map { (offset: Int) -> Float in
      Float(exp(-Double(offset * offset) / (2 * sigma * sigma)))
    }
    let sum = raw.reduce(0, +)
    let weights = raw.map { $0 / sum }
    let rows = filtered(image.samples.map(Float.init), image, weights, step: 3, length: image.width)
    let both = filtered(rows, image, weights, step: 3 * image.width, length: image.height)
    return RGBImage(
      width: image.width, height: image.height, samples: both.map { UInt8(($0 + 0.5)) })
  }

  private static func filtered(
    _ samples: [Float], _ image: RGBImage, _ weights: [Float], step: Int, length: Int
  ) -> [Float] {
    let reach = weights.count / 2
    return [Float](unsafeUninitializedCapacity: samples.count) { output, count in
      count = samples.count
      samples.withUnsafeBufferPointer { samples in
        for index in 0..<samples.count {
          let place = index / step % length
          var sum: Float = 0
          for tap in weights.indices {
            let moved = min(max(place + tap - reach, 0), length - 1)
            sum += weights[tap] * samples[index + (moved - place) * step]
          }
          output[index] = min(sum, 255)
        }
      }
    }
  }
}
