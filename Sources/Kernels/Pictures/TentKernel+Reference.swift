extension TentKernel {
  /// `gradientSum(of:)` one difference after the other.
  package static func referenceGradientSum(of plane: [Float]) -> Int {
    func gradient(_ one: Float, _ other: Float) -> Int { abs(Int((one - other) * 100 / 255)) }
    var sum = 0
    for row in 0..<64 {
      for column in 0..<64 {
        let at = row * 64 + column
        if row < 63 { sum += gradient(plane[at], plane[at + 64]) }
        if column < 63 { sum += gradient(plane[at], plane[at + 1]) }
      }
    }
    return sum
  }

  /// `reduced(_:width:height:)` one running mean after the other.
  package static func referenceReduced(_ plane: [Float], width: Int, height: Int) -> [Float] {
    if width == 64 && height == 64 { return plane }
    var plane = plane
    for _ in 0..<2 {
      for row in 0..<height {
        let line = runningMean(Array(plane[row * width..<(row + 1) * width]))
        plane.replaceSubrange(row * width..<(row + 1) * width, with: line)
      }
      for column in 0..<width {
        let line = runningMean((0..<height).map { plane[$0 * width + column] })
        for (row, value) in line.enumerated() { plane[row * width + column] = value }
      }
    }
    return (0..<64 * 64).map { index in
      let y = Int((Double(index / 64) + 0.5) * Double(height) / 64)
      let x = Int((Double(index % 64) + 0.5) * Double(width) / 64)
      return plane[y * width + x]
    }
  }

  /// PDQ's box filter of a line: means of a window of `⌈length / 128⌉` samples, cut off at the ends.
  private static func runningMean(_ line: [Float]) -> [Float] {
    let window = (line.count + 127) / 128
    let ahead = (window + 2) / 2
    var sum: Float = 0
    var (added, removed) = (0, 0)
    return line.indices.map { position in
      while added < min(position + ahead, line.count) {
        sum += line[added]
        added += 1
      }
      while removed < position + ahead - window {
        sum -= line[removed]
        removed += 1
      }
      return sum / Float(added - removed)
    }
  }

  /// `estimated(…)`, weight by weight; sums may differ in their last digits.
  package static func referenceEstimated(
    _ plane: [Float], width: Int, height: Int, originalWidth: Int, originalHeight: Int
  ) -> [Float] {
    let columns = TentTaps(original: originalWidth, reduced: width)
    let rows = TentTaps(original: originalHeight, reduced: height)
    return (0..<64 * 64).map { index in
      let (row, column) = (index / 64, index % 64)
      var sum: Double = 0
      for y in 0..<rows.stride {
        for x in 0..<columns.stride {
          let weight =
            Double(rows.weights[row * rows.stride + y])
            * Double(columns.weights[column * columns.stride + x])
          let sample = (Int(rows.starts[row]) + y) * width + Int(columns.starts[column]) + x
          sum += weight * Double(plane[sample])
        }
      }
      return Float(sum)
    }
  }
}
