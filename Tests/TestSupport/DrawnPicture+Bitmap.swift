import Core

/// Pictures as files that every decoder reads, without an encoder.
extension DrawnPicture {
  /// A Windows bitmap: 24 bits, rows from the bottom.
  package static func bitmap(
    seed: UInt64, width: Int = 320, height: Int = 240, isMirrored: Bool = false
  ) -> [UInt8] {
    let image = image(seed: seed, width: width, height: height)
    let stride = (3 * width + 3) / 4 * 4
    var bytes = Array("BM".utf8)
    func number(_ value: Int, _ count: Int) {
      for shift in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * shift))) }
    }
    for (value, count) in [
      (54 + stride * height, 4), (0, 4), (54, 4), (40, 4), (width, 4), (height, 4), (1, 2), (24, 2),
      (0, 4), (stride * height, 4), (2835, 4), (2835, 4), (0, 4), (0, 4),
    ] { number(value, count) }
    for row in (0..<height).reversed() {
      for column in 0..<width {
        let start = 3 * (row * width + (isMirrored ? width - 1 - column : column))
        bytes.append(contentsOf: image.samples[start..<(start + 3)].reversed())
      }
      bytes.append(contentsOf: repeatElement(0, count: stride - 3 * width))
    }
    return bytes
  }
}
