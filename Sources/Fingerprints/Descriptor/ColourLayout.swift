/// Where in a picture which colours lie: means of 4 × 4 cells less their common mean, row by row, three
/// numbers a cell. What tints or lightens the whole picture changes little of it.
enum ColourLayout {
  static let cells = 4

  /// - Parameters:
  ///   - colours: `side` × `side`.
  ///   - side: a multiple of 4.
  static func values(of colours: [Oklab], side: Int) -> [Float] {
    let width = side / cells
    var values = [Float](repeating: 0, count: 3 * cells * cells)
    for y in 0..<side {
      for x in 0..<side {
        let cell = 3 * ((y / width) * cells + x / width)
        let colour = colours[y * side + x]
        values[cell] += colour.lightness
        values[cell + 1] += colour.greenRed
        values[cell + 2] += colour.blueYellow
      }
    }
    for channel in 0..<3 {
      var mean: Float = 0
      for cell in 0..<cells * cells { mean += values[3 * cell + channel] }
      mean /= Float(cells * cells)
      for cell in 0..<cells * cells {
        values[3 * cell + channel] = (values[3 * cell + channel] - mean) / Float(width * width)
      }
    }
    return values
  }
}
