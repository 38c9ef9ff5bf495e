package import Core

/// The parts of a picture that are worth a vector of their own: squares of half its shorter side,
/// where it is most salient, each with something that the others do not show.
package enum SalientCrops {
  /// Raised when other parts are chosen of the same pixels.
  package static let version = 1
  /// A vector each is made and kept.
  package static let most = 8
  /// Of the shorter side.
  static let share = 0.5
  /// Pictures with a shorter side below this, in pixels, are looked at whole only.
  static let leastSide = 64

  /// - Parameter count: at most so many, 0…``most``.
  /// - Returns: boxes in fractions of the picture's sides, the most salient first; fewer where nothing
  ///   is left that stands out.
  package static func boxes(of image: RGBImage, count: Int) -> [PictureBox] {
    guard count > 0, min(image.width, image.height) >= leastSide else { return [] }
    return boxes(
      of: SalienceMap(of: image), width: image.width, height: image.height,
      count: min(count, most))
  }

  static func boxes(of map: SalienceMap, width: Int, height: Int, count: Int) -> [PictureBox] {
    let side = SalienceMap.side
    let cut = share * Double(min(width, height))
    let (columns, rows) = (
      cells(cut / Double(width), of: side), cells(cut / Double(height), of: side)
    )
    var left = map.values
    // What is spread evenly over the picture is no reason for a part of it.
    let least = Float(columns * rows) / Float(side * side) / 4
    var boxes: [PictureBox] = []
    while boxes.count < count {
      let (row, column, mass) = densest(left, columns: columns, rows: rows)
      guard mass > least else { break }
      for y in row..<row + rows {
        for x in column..<column + columns { left[y * side + x] = 0 }
      }
      let (fractionX, fractionY) = (cut / Double(width), cut / Double(height))
      boxes.append(
        PictureBox(
          left: min(1 - fractionX, Double(column) / Double(side)),
          top: min(1 - fractionY, Double(row) / Double(side)), width: fractionX,
          height: fractionY))
    }
    return boxes
  }

  private static func cells(_ fraction: Double, of side: Int) -> Int {
    max(1, min(side, Int((fraction * Double(side)).rounded())))
  }

  /// The window with the most in it; of equals the first by rows. O(cells), by sums over the grid.
  private static func densest(
    _ values: [Float], columns: Int, rows: Int
  ) -> (row: Int, column: Int, mass: Float) {
    let side = SalienceMap.side
    let width = side + 1
    var sums = [Double](repeating: 0, count: width * width)
    for row in 0..<side {
      var line = 0.0
      for column in 0..<side {
        line += Double(values[row * side + column])
        sums[(row + 1) * width + column + 1] = sums[row * width + column + 1] + line
      }
    }
    var best = (row: 0, column: 0, mass: -1.0)
    for row in 0...side - rows {
      for column in 0...side - columns {
        let mass =
          sums[(row + rows) * width + column + columns] - sums[row * width + column + columns]
          - sums[(row + rows) * width + column] + sums[row * width + column]
        if mass > best.mass { best = (row, column, mass) }
      }
    }
    return (best.row, best.column, Float(best.mass))
  }
}
