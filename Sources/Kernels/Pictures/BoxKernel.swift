internal import CKernels

/// Area averages with exact fractional coverage, in whole numbers.
package enum BoxKernel {
  /// The sums of a plane's samples under `cells` × `cells` equal cells, each sample weighted by the
  /// part of it that a cell covers. A cell's total weight is `width * height`, whatever the sizes,
  /// so `sum / (width * height)` is the cell's mean. A plane smaller than the grid is enlarged by
  /// the same rule.
  ///
  /// O(`width * (height + 2 * cells)`).
  package static func sums(
    of samples: [UInt8], width: Int, height: Int, cells: Int
  ) -> [UInt64] {
    precondition(width > 0 && height > 0 && samples.count == width * height)
    precondition((1...128).contains(cells))
    return [UInt64](unsafeUninitializedCapacity: cells * cells) { sums, count in
      count = cells * cells
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: width + 1) { columns in
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: width + 1) { prefix in
          samples.withUnsafeBufferPointer {
            semblance_box_sums(
              $0.baseAddress!, width, height, cells, columns.baseAddress!, prefix.baseAddress!,
              sums.baseAddress!)
          }
        }
      }
    }
  }

  /// The sums of an interleaved RGB picture's samples under `cells` × `cells` equal cells, three a
  /// cell, as ``sums(of:width:height:cells:)`` gives them for each channel.
  ///
  /// O(`3 * width * (height + cells)`).
  package static func sums(
    ofRGB samples: [UInt8], width: Int, height: Int, cells: Int
  ) -> [UInt64] {
    precondition(width > 0 && height > 0 && samples.count == 3 * width * height)
    precondition((1...128).contains(cells))
    return [UInt64](unsafeUninitializedCapacity: 3 * cells * cells) { sums, count in
      count = 3 * cells * cells
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 3 * (width + 1)) { columns in
        samples.withUnsafeBufferPointer {
          semblance_box_rgb_sums(
            $0.baseAddress!, width, height, cells, columns.baseAddress!, sums.baseAddress!)
        }
      }
    }
  }

  /// The means of cells from their sums, each of total weight `weight` < 2⁴⁰, rounded to nearest
  /// (halves up).
  package static func means(of sums: [UInt64], weight: Int) -> [UInt8] {
    precondition(weight > 0 && weight < 1 << 40)
    return [UInt8](unsafeUninitializedCapacity: sums.count) { means, count in
      count = sums.count
      sums.withUnsafeBufferPointer {
        guard let start = $0.baseAddress else { return }
        semblance_box_means(start, sums.count, UInt64(weight), means.baseAddress!)
      }
    }
  }

  /// The sums of a square window of a 128 × 128 plane under 64 × 64 cells. All positions are in
  /// tenths of a sample; a sum has the total weight `cell * cell`.
  ///
  /// - Parameters:
  ///   - left: the window's first column, `left + 64 * cell ≤ 1280`.
  ///   - top: the window's first row, likewise.
  ///   - cell: a cell's side, 11…20.
  package static func windowSums(
    of samples: [UInt8], left: Int, top: Int, cell: Int
  ) -> [Double] {
    precondition(samples.count == 128 * 128 && (11...20).contains(cell))
    precondition(min(left, top) >= 0 && max(left, top) + 64 * cell <= 1280)
    return [Double](unsafeUninitializedCapacity: 64 * 64) { sums, count in
      count = 64 * 64
      samples.withUnsafeBufferPointer {
        semblance_window_sums(
          $0.baseAddress!, UInt32(left), UInt32(top), UInt32(cell), sums.baseAddress!)
      }
    }
  }
}
