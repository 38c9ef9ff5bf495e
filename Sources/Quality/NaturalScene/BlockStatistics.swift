import CKernels

/// NIQE's statistics: moments of each block of a plane, whose neighbours wrap around its own edges.
final class BlockStatistics {
  struct Gathered {
    /// Eighteen features a block, blocks in rows from the top left.
    var features: [[Double]] = []
    /// The mean local deviation σ of each block.
    var sharpness: [Double] = []
  }

  private let side: Int
  private let width: Int
  private let across: Int
  private let line: RowRing<Double>
  private let deviation: RowRing<Double>
  /// Rows cut into blocks of `stride` samples, so that each has its own left neighbour.
  private let first: RowRing<Double>
  private let recent: RowRing<Double>
  private let stride: Int
  private let sums: MomentSums
  private var deviations: [Double]
  /// Of the blocks that are complete.
  private(set) var gathered = Gathered()

  init(width: Int, height: Int, side: Int) {
    self.side = side
    precondition(width.isMultiple(of: side) && height.isMultiple(of: side))
    self.width = width
    across = width / side
    stride = side + 8
    line = RowRing(rows: 1, width: width)
    deviation = RowRing(rows: 1, width: width)
    first = RowRing(rows: 1, width: across * stride)
    recent = RowRing(rows: 2, width: across * stride)
    sums = MomentSums(groups: across)
    deviations = [Double](repeating: 0, count: across)
  }

  /// Takes row `index`, which can be normalised; rows come from the top.
  func add(_ index: Int, of rows: SlidingRows) {
    rows.normalise(index, into: line.row(0), deviation: deviation.row(0))
    let inBlock = index % side
    for block in 0..<across {
      let row = place(inBlock) + block * stride
      row.update(from: line.row(0) + block * side, count: side)
      row[-1] = row[side - 1]
      sums.addAlong(row, width: side, group: block)
      if inBlock > 0 {
        sums.addAcross(place(inBlock - 1) + block * stride, row, width: side, group: block)
      }
      if inBlock == side - 1 {
        sums.addAcross(row, place(0) + block * stride, width: side, group: block)
      }
      deviations[block] += quality_sum(deviation.row(0) + block * side, side)
    }
    if inBlock == side - 1 { endBlocks() }
  }

  private func endBlocks() {
    for block in 0..<across {
      let moments = sums.moments(group: block, count: side * side)
      gathered.features.append(NiqeFeatures.features(of: moments))
      gathered.sharpness.append(deviations[block] / Double(side * side))
      deviations[block] = 0
    }
    sums.reset()
  }

  private func place(_ inBlock: Int) -> UnsafeMutablePointer<Double> {
    inBlock == 0 ? first.row(0) : recent.row(inBlock)
  }
}
