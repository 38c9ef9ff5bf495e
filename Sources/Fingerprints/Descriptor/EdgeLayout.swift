internal import Kernels

/// Where in a plane edges run in which direction: 4 × 4 cells of 8 directions, row by row.
///
/// Every sample's gradient is split between the two nearest directions, and between the cells whose
/// centres it lies between.
enum EdgeLayout {
  static let directions = GradientKernel.directions
  static let cells = 4

  /// The layout of a plane's edges.
  ///
  /// - Parameters:
  ///   - plane: `side` × `side` samples.
  ///   - side: a multiple of 4.
  static func values(of plane: [Float], side: Int) -> [Float] {
    var sums = [Float](repeating: 0, count: cells * cells * directions)
    let shares = (0..<side).map { CellShare(of: $0, side: side, cells: cells) }
    let split = gradients(of: plane, side: side)
    sums.withUnsafeMutableBufferPointer { sums in
      for place in 0..<side * side {
        let part = DirectionShare(
          first: Int(split.sectors[place]), firstPart: split.first[place],
          secondPart: split.second[place])
        part.add(to: sums, row: shares[place / side], column: shares[place % side])
      }
    }
    return balanced(sums)
  }

  /// Central differences; a border has none across it.
  private static func gradients(of plane: [Float], side: Int) -> GradientKernel.Split {
    var across = [Float](repeating: 0, count: side * side)
    var down = across
    for place in 0..<side * side {
      let (y, x) = (place / side, place % side)
      if x > 0 && x < side - 1 { across[place] = plane[place + 1] - plane[place - 1] }
      if y > 0 && y < side - 1 { down[place] = plane[place + side] - plane[place - side] }
    }
    return GradientKernel.split(across: across, down: down)
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

/// What a gradient adds to a cell: to a direction, and to the next.
private struct DirectionShare {
  let first: Int
  let firstPart: Float
  let secondPart: Float
  private var second: Int { (first + 1) % EdgeLayout.directions }

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
