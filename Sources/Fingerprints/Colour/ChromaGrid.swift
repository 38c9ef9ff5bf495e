package import Core

/// The colours of a picture, roughly: mean Cb and Cr (BT.601, full range) over an 8×8 grid.
///
/// The hashes and the kept plane see luma only, so a photograph and its black-and-white copy look
/// the same to them; this tells them apart.
package enum ChromaGrid {
  /// Cells along a side.
  package static let side = 8

  /// 64 bytes of Cb, then 64 of Cr, row by row, 128 being grey.
  ///
  /// Every second pixel both ways is enough of a picture above 128 pixels a side. O(pixels).
  package static func values(of image: RGBImage) -> [UInt8] {
    let step = min(image.width, image.height) > 128 ? 2 : 1
    var sums = [Int32](repeating: 0, count: 3 * side * side)
    var counts = [Int32](repeating: 0, count: side * side)
    image.samples.withUnsafeBufferPointer { samples in
      for y in stride(from: 0, to: image.height, by: step) {
        let row = y * side / image.height
        for column in 0..<side {
          // The first pixel of each cell; narrower pictures leave some cells empty.
          let from = (column * image.width + side - 1) / side
          let to = ((column + 1) * image.width + side - 1) / side
          var (red, green, blue, count): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
          var x = from + (from & (step - 1))
          // Sums of a row of bytes cannot overflow.
          var pixel = 3 * (y * image.width + x)
          while x < to {
            red &+= Int32(samples[pixel])
            green &+= Int32(samples[pixel &+ 1])
            blue &+= Int32(samples[pixel &+ 2])
            count &+= 1
            x &+= step
            pixel &+= 3 &* step
          }
          let cell = row * side + column
          sums[3 * cell] += red
          sums[3 * cell + 1] += green
          sums[3 * cell + 2] += blue
          counts[cell] += count
        }
      }
    }
    return chroma(sums: sums, counts: counts)
  }

  private static func chroma(sums: [Int32], counts: [Int32]) -> [UInt8] {
    var values = [UInt8](repeating: 128, count: 2 * side * side)
    for cell in counts.indices where counts[cell] > 0 {
      let count = Float(counts[cell])
      let red = Float(sums[3 * cell]) / count
      let green = Float(sums[3 * cell + 1]) / count
      let blue = Float(sums[3 * cell + 2]) / count
      let luma = 0.299 * red + 0.587 * green + 0.114 * blue
      values[cell] = clamped(128 + (blue - luma) / 1.772)
      values[side * side + cell] = clamped(128 + (red - luma) / 1.402)
    }
    return values
  }

  private static func clamped(_ value: Float) -> UInt8 {
    UInt8(max(0, min(255, value.rounded())))
  }
}
