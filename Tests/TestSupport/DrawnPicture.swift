package import Core

/// Pictures that need no file: overlapping rectangles and a little noise, drawn from a seed in whole
/// numbers, so that `make_hash_fixtures.py` draws the very same.
package enum DrawnPicture {
  package static func image(seed: UInt64, width: Int, height: Int) -> RGBImage {
    var random = SeededGenerator(seed: seed)
    var samples = [UInt8](repeating: 0, count: 3 * width * height)
    for _ in 0..<24 {
      let x = Int(random.next() % UInt64(width))
      let y = Int(random.next() % UInt64(height))
      let right = min(x + 1 + Int(random.next() % UInt64(width)), width)
      let bottom = min(y + 1 + Int(random.next() % UInt64(height)), height)
      let colour = (0..<3).map { _ in UInt8(random.next() % 64) }
      for row in y..<bottom {
        for column in x..<right {
          for channel in 0..<3 {
            samples[3 * (row * width + column) + channel] &+= colour[channel]
          }
        }
      }
    }
    for index in samples.indices { samples[index] &+= UInt8(random.next() & 7) }
    return RGBImage(width: width, height: height, samples: samples)
  }

  /// The picture that a name `drawn/<seed>/<width>x<height>` stands for.
  package static func image(named name: String) -> RGBImage? {
    let parts = name.split(separator: "/")
    guard parts.count == 3, let seed = UInt64(parts[1]) else { return nil }
    let sides = parts[2].split(separator: "x").compactMap { Int($0) }
    guard sides.count == 2 else { return nil }
    return image(seed: seed, width: sides[0], height: sides[1])
  }
}
