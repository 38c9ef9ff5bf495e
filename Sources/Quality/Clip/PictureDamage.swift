package import Core

/// What spoils any photograph, by which a judge of photographs is judged.
package enum PictureDamage: String, CaseIterable, Codable, Sendable {
  case blurred, noisy, blocky, darkened

  /// The picture after the damage, of the same size. The same every time.
  package func applied(to image: RGBImage) -> RGBImage {
    switch self {
    // Details of a thirtieth of the side are gone.
    case .blurred:
      GaussianBlur.applied(
        to: image, sigma: max(2, Double(min(image.width, image.height)) / 40))
    case .noisy: Self.withNoise(image, amplitude: 120)
    case .blocky: Self.mosaic(of: image, side: max(4, min(image.width, image.height) / 20))
    case .darkened:
      RGBImage(
        width: image.width, height: image.height, samples: image.samples.map { $0 / 10 })
    }
  }

  /// Adds even noise from −amplitude to amplitude to every sample.
  private static func withNoise(_ image: RGBImage, amplitude: Int) -> RGBImage {
    var state: UInt32 = 1
    let samples = image.samples.map { sample -> UInt8 in
      state = state &* 1_664_525 &+ 1_013_904_223
      let noise = Int(state >> 16) % (2 * amplitude + 1) - amplitude
      return UInt8(min(max(Int(sample) + noise, 0), 255))
    }
    return RGBImage(width: image.width, height: image.height, samples: samples)
  }

  /// What the strongest compression leaves: squares of one colour each.
  private static func mosaic(of image: RGBImage, side: Int) -> RGBImage {
    var samples = image.samples
    for top in stride(from: 0, to: image.height, by: side) {
      let rows = top..<min(top + side, image.height)
      for left in stride(from: 0, to: image.width, by: side) {
        let columns = left..<min(left + side, image.width)
        for channel in 0..<3 {
          let places = rows.flatMap { row in
            columns.map { 3 * (row * image.width + $0) + channel }
          }
          let mean = places.reduce(0) { $0 + Int(image.samples[$1]) } / places.count
          for place in places { samples[place] = UInt8(mean) }
        }
      }
    }
    return RGBImage(width: image.width, height: image.height, samples: samples)
  }
}
