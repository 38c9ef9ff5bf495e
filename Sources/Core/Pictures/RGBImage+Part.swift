extension RGBImage {
  /// A part of the image, to the nearest pixels; at least one.
  package func part(_ box: PictureBox) -> RGBImage {
    let columns = Self.range(box.left, box.width, of: width)
    let rows = Self.range(box.top, box.height, of: height)
    var part: [UInt8] = []
    part.reserveCapacity(3 * columns.count * rows.count)
    for row in rows {
      let start = 3 * row * width
      part += samples[start + 3 * columns.lowerBound..<start + 3 * columns.upperBound]
    }
    return RGBImage(width: columns.count, height: rows.count, samples: part)
  }

  private static func range(_ start: Double, _ length: Double, of size: Int) -> Range<Int> {
    let first = min(size - 1, max(0, Int((start * Double(size)).rounded())))
    let count = max(1, Int((length * Double(size)).rounded()))
    return first..<min(size, first + count)
  }
}
