extension BoxKernel {
  /// `sums(of:width:height:cells:)` straight from its definition: every sample is asked for its
  /// overlap with every cell. O(`samples * cells²`).
  package static func referenceSums(
    of samples: [UInt8], width: Int, height: Int, cells: Int
  ) -> [UInt64] {
    var sums = [UInt64](repeating: 0, count: cells * cells)
    for row in 0..<cells {
      for column in 0..<cells {
        for y in 0..<height {
          let rowPart = overlap(y * cells, cells, row * height, height)
          if rowPart == 0 { continue }
          for x in 0..<width {
            let part = rowPart * overlap(x * cells, cells, column * width, width)
            sums[row * cells + column] += UInt64(part) * UInt64(samples[y * width + x])
          }
        }
      }
    }
    return sums
  }

  /// `means(of:weight:)` in whole numbers.
  package static func referenceMeans(of sums: [UInt64], weight: Int) -> [UInt8] {
    let weight = UInt64(weight)
    return sums.map { UInt8((2 * $0 + weight) / (2 * weight)) }
  }

  /// `windowSums(of:left:top:cell:)` straight from its definition.
  package static func referenceWindowSums(
    of samples: [UInt8], left: Int, top: Int, cell: Int
  ) -> [Double] {
    (0..<64 * 64).map { index in
      let (cellTop, cellLeft) = (top + index / 64 * cell, left + index % 64 * cell)
      var sum = 0
      for y in cellTop / 10...(cellTop + cell - 1) / 10 {
        for x in cellLeft / 10...(cellLeft + cell - 1) / 10 {
          let part = overlap(y * 10, 10, cellTop, cell) * overlap(x * 10, 10, cellLeft, cell)
          sum += part * Int(samples[y * 128 + x])
        }
      }
      return Double(sum)
    }
  }

  /// How much two runs on a line share.
  private static func overlap(_ a: Int, _ aLength: Int, _ b: Int, _ bLength: Int) -> Int {
    max(0, min(a + aLength, b + bLength) - max(a, b))
  }
}
