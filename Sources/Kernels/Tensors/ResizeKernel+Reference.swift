package import Core

extension ResizeKernel {
  /// The whole resized picture, tap by tap, for pictures that are not far taller than wide.
  package static func referenceResized(
    _ image: RGBImage, width: Int, height: Int, filter: ResamplingFilter
  ) -> RGBImage {
    let narrowed = referenceNarrowed(image, to: width, filter)
    return transposed(referenceNarrowed(transposed(narrowed), to: height, filter))
  }

  private static func referenceNarrowed(
    _ image: RGBImage, to width: Int, _ filter: ResamplingFilter
  ) -> RGBImage {
    if image.width == width { return image }
    let taps = ResamplingTaps(filter, inputs: image.width, outputs: width, rotating: false)
    var samples: [UInt8] = []
    for row in 0..<image.height {
      for output in 0..<width {
        for channel in 0..<3 {
          var sum: Int32 = 1 << 21
          for tap in 0..<Int(taps.counts[output]) {
            let column = Int(taps.starts[output]) + tap
            let sample = image.samples[3 * (row * image.width + column) + channel]
            sum += Int32(sample) * taps.weights[output * taps.stride + tap]
          }
          samples.append(UInt8(clamping: sum >> 22))
        }
      }
    }
    return RGBImage(width: width, height: image.height, samples: samples)
  }

  private static func transposed(_ image: RGBImage) -> RGBImage {
    var samples: [UInt8] = []
    for column in 0..<image.width {
      for row in 0..<image.height {
        let start = 3 * (row * image.width + column)
        samples += image.samples[start..<start + 3]
      }
    }
    return RGBImage(width: image.height, height: image.width, samples: samples)
  }
}
