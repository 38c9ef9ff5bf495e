/// The colours of a picture, roughly: mean Cb and Cr (BT.601, full range) over an 8×8 grid.
///
/// The hashes and the kept plane see luma only, so a photograph and its black-and-white copy look
/// the same to them; this tells them apart.
package enum ChromaGrid {
  /// Cells along a side.
  package static let side = 8

  /// 64 bytes of Cb, then 64 of Cr, row by row, 128 being grey. O(1).
  package static func values(of cells: ColourCells) -> [UInt8] {
    let width = ColourCells.side / side
    var sums = [UInt64](repeating: 0, count: 3 * side * side)
    for y in 0..<ColourCells.side {
      for x in 0..<ColourCells.side {
        let cell = 3 * (y / width * side + x / width)
        let part = 3 * (y * ColourCells.side + x)
        for channel in 0..<3 { sums[cell + channel] += cells.sums[part + channel] }
      }
    }
    return chroma(of: sums, weight: Double(width * width * cells.weight))
  }

  private static func chroma(of sums: [UInt64], weight: Double) -> [UInt8] {
    var values = [UInt8](repeating: 128, count: 2 * side * side)
    for cell in 0..<side * side {
      let red = Double(sums[3 * cell]) / weight
      let green = Double(sums[3 * cell + 1]) / weight
      let blue = Double(sums[3 * cell + 2]) / weight
      let luma = 0.299 * red + 0.587 * green + 0.114 * blue
      values[cell] = clamped(128 + (blue - luma) / 1.772)
      values[side * side + cell] = clamped(128 + (red - luma) / 1.402)
    }
    return values
  }

  private static func clamped(_ value: Double) -> UInt8 {
    UInt8(max(0, min(255, value.rounded())))
  }
}
