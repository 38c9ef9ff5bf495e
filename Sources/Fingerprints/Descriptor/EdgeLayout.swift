/// Where in a plane edges run in which direction: 4 × 4 cells of 8 directions, row by row.
///
/// Every sample's gradient is split between the two nearest directions, and between the cells whose
/// centres it lies between.
enum EdgeLayout {
  static let directions = 8
  static let cells = 4

  /// The layout of a plane's edges.
  ///
  /// - Parameters:
  ///   - plane: `side` × `side` samples.
  ///   - side: a multiple of 4.
  static func values(of plane: [Float], side: Int) -> [Float] {
    var sums = [Float](repeating: 0, count: cells * cells * directions)
    let shares = (0..<side).map { CellShare(of: $0, side: side, cells: cells) }
    plane.withUnsafeBufferPointer { plane in
      sums.withUnsafeMutableBufferPointer { sums in
        shares.withUnsafeBufferPointer { shares in
          for y in 0..<side {
            for x in 0..<side {
              let place = y * side + x
              let across = x == 0 || x == side - 1 ? 0 : plane[place + 1] - plane[place - 1]
              let down = y == 0 || y == side - 1 ? 0 : plane[place + side] - plane[place - side]
              if across == 0 && down == 0 { continue }
              let gradient = SplitGradient(across, down)
              gradient.add(to: sums, row: shares[y], column: shares[x])
            }
          }
        }
      }
    }
    return balanced(sums)
  }

  /// What a cell's mean over its directions counts for, relative to its differences from that mean.
  private static let cellShare: Float = 0.6

  /// Square roots, less their mean. That a cell has many edges says less than which way they run: most
  /// pictures have a subject in their middle and little around it.
  private static func balanced(_ sums: [Float]) -> [Float] {
    var values = sums.map { $0.squareRoot() }
    var mean: Float = 0
    for value in values { mean += value }
    mean /= Float(values.count)
    for start in stride(from: 0, to: values.count, by: directions) {
      var cellMean: Float = 0
      for index in start..<start + directions { cellMean += values[index] }
      cellMean /= Float(directions)
      let offset = (1 - cellShare) * cellMean + cellShare * mean
      for index in start..<start + directions { values[index] -= offset }
    }
    return values
  }
}

/// The one or two cells that a sample on one axis counts for.
private struct CellShare {
  let first: Int
  let second: Int
  /// What the second cell gets; the first gets the rest.
  let part: Float

  init(of sample: Int, side: Int, cells: Int) {
    let place = (Float(sample) + 0.5) * Float(cells) / Float(side) - 0.5
    first = max(0, Int(place.rounded(.down)))
    second = min(first + 1, cells - 1)
    part = max(0, place - Float(first))
  }
}

/// A gradient as the sum of its two nearest directions, its sign forgotten.
private struct SplitGradient {
  let first: Int
  let second: Int
  let firstPart: Float
  let secondPart: Float

  /// cos and sin of k · 22.5°, k = 0…8.
  private static let cosines: [Float] = [
    1, 0.92387953, 0.70710678, 0.38268343, 0, -0.38268343, -0.70710678, -0.92387953, -1,
  ]
  private static let sines: [Float] = [
    0, 0.38268343, 0.70710678, 0.92387953, 1, 0.92387953, 0.70710678, 0.38268343, 0,
  ]
  /// 1 / sin 22.5°.
  private static let inverse: Float = 2.6131259

  init(_ across: Float, _ down: Float) {
    let isLower = down < 0 || (down == 0 && across < 0)
    let (x, y) = isLower ? (-across, -down) : (across, down)
    var sector = 0
    while sector < 7, Self.cosines[sector + 1] * y - Self.sines[sector + 1] * x >= 0 { sector += 1 }
    first = sector
    second = (sector + 1) % EdgeLayout.directions
    firstPart = max(0, x * Self.sines[sector + 1] - y * Self.cosines[sector + 1]) * Self.inverse
    secondPart = max(0, Self.cosines[sector] * y - Self.sines[sector] * x) * Self.inverse
  }

  func add(to sums: UnsafeMutableBufferPointer<Float>, row: CellShare, column: CellShare) {
    add(to: sums, row.first, column.first, (1 - row.part) * (1 - column.part))
    add(to: sums, row.first, column.second, (1 - row.part) * column.part)
    add(to: sums, row.second, column.first, row.part * (1 - column.part))
    add(to: sums, row.second, column.second, row.part * column.part)
  }

  @inline(__always)
  private func add(
    to sums: UnsafeMutableBufferPointer<Float>, _ row: Int, _ column: Int, _ share: Float
  ) {
    let start = (row * EdgeLayout.cells + column) * EdgeLayout.directions
    sums[start + first] += share * firstPart
    sums[start + second] += share * secondPart
  }
}
