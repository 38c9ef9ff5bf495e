internal import CKernels
package import Core

/// Pillow's 8-bit `resize` of RGB pictures, bit for bit: a horizontal and a vertical pass, each
/// rounded to bytes; a pass that would change no size is left out.
package enum ResizeKernel {
  /// Whether this machine runs the fast horizontal pass.
  package static let hasFastRows = semblance_resize_has_fast_rows()

  /// A window of the resized picture, of which nothing outside is computed.
  ///
  /// - Parameters:
  ///   - width: of the whole resized picture, as `height`.
  ///   - window: the part wanted, within the resized picture.
  ///   - isFast: whether AVX2 may be used; the result is the same.
  /// - Complexity: O(`support * rows * window.width`), where rows are those of `image` that the
  ///   window sees. About 1 ms from 1600×1200 to 224×224.
  package static func resized(
    _ image: RGBImage, width: Int, height: Int, window: PixelWindow, filter: ResamplingFilter,
    isFast: Bool = ResizeKernel.hasFastRows
  ) -> RGBImage {
    precondition(window.left >= 0 && window.width > 0 && window.left + window.width <= width)
    precondition(window.top >= 0 && window.height > 0 && window.top + window.height <= height)
    let across = Axis(filter, image.width, width, window.left..<window.left + window.width)
    let down = Axis(filter, image.height, height, window.top..<window.top + window.height)
    // Pillow 13 takes the vertical pass first where the height shrinks by more than twice what the
    // width does; older releases never. Only pictures far taller than wide can differ, by ±1.
    let lostHeight = image.height - height
    if lostHeight > 0 && lostHeight > 2 * max(image.width - width, 0) {
      let band = Band(image, rows: 0..<image.height)
      return narrowed(flattened(band, down), across, isFast).image
    }
    let band = Band(image, rows: down.inputs)
    return flattened(narrowed(band, across, isFast), down).image
  }

  /// Rows of a picture, of which the first is number `firstRow`.
  private struct Band {
    var width: Int
    var height: Int
    var firstRow: Int
    var samples: ArraySlice<UInt8>

    init(_ image: RGBImage, rows: Range<Int>) {
      width = image.width
      height = rows.count
      firstRow = rows.lowerBound
      samples = image.samples[3 * width * rows.lowerBound..<3 * width * rows.upperBound]
    }

    init(width: Int, height: Int, firstRow: Int, samples: [UInt8]) {
      self.width = width
      self.height = height
      self.firstRow = firstRow
      self.samples = samples[...]
    }

    var image: RGBImage { RGBImage(width: width, height: height, samples: Array(samples)) }
  }

  /// One axis: which outputs are wanted, and of what they are made.
  private struct Axis {
    /// `nil` where the size stays.
    var taps: ResamplingTaps?
    var outputs: Range<Int>
    /// The input samples that the outputs see.
    var inputs: Range<Int>

    init(_ filter: ResamplingFilter, _ size: Int, _ newSize: Int, _ outputs: Range<Int>) {
      self.outputs = outputs
      guard size != newSize else {
        inputs = outputs
        return
      }
      let taps = ResamplingTaps.cached(filter, inputs: size, outputs: newSize, range: outputs)
      self.taps = taps
      inputs = Int(taps.starts.first!)..<Int(taps.starts.last! + taps.counts.last!)
    }
  }

  private static func narrowed(_ band: Band, _ axis: Axis, _ isFast: Bool) -> Band {
    let width = axis.outputs.count
    guard let taps = axis.taps else { return cut(band, to: axis.outputs) }
    let count = 3 * width * band.height
    let samples = [UInt8](unsafeUninitializedCapacity: count) { output, initialised in
      initialised = count
      taps.withKernelTaps { taps in
        let scratchSize = semblance_resize_scratch(taps, band.width)
        withUnsafeTemporaryAllocation(byteCount: scratchSize, alignment: 64) { scratch in
          band.samples.withUnsafeBufferPointer {
            semblance_resize_rows(
              isFast, $0.baseAddress!, band.width, band.height, taps, scratch.baseAddress!,
              output.baseAddress!)
          }
        }
      }
    }
    return Band(width: width, height: band.height, firstRow: band.firstRow, samples: samples)
  }

  private static func flattened(_ band: Band, _ axis: Axis) -> Band {
    let pitch = 3 * band.width
    guard let taps = axis.taps else {
      let start = band.samples.startIndex + pitch * (axis.outputs.lowerBound - band.firstRow)
      return Band(
        width: band.width, height: axis.outputs.count, firstRow: axis.outputs.lowerBound,
        samples: Array(band.samples[start..<start + pitch * axis.outputs.count]))
    }
    let count = pitch * axis.outputs.count
    let samples = [UInt8](unsafeUninitializedCapacity: count) { output, initialised in
      initialised = count
      taps.withKernelTaps(firstInput: band.firstRow) { taps in
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: pitch) { sums in
          band.samples.withUnsafeBufferPointer {
            semblance_resize_columns(
              $0.baseAddress!, pitch, taps, sums.baseAddress!, output.baseAddress!)
          }
        }
      }
    }
    return Band(
      width: band.width, height: axis.outputs.count, firstRow: axis.outputs.lowerBound,
      samples: samples)
  }

  private static func cut(_ band: Band, to columns: Range<Int>) -> Band {
    if columns == 0..<band.width { return band }
    var samples: [UInt8] = []
    samples.reserveCapacity(3 * columns.count * band.height)
    for row in 0..<band.height {
      let start = band.samples.startIndex + 3 * (row * band.width + columns.lowerBound)
      samples += band.samples[start..<start + 3 * columns.count]
    }
    return Band(
      width: columns.count, height: band.height, firstRow: band.firstRow, samples: samples)
  }
}

extension ResamplingTaps {
  /// Lends the taps to a kernel; inputs are counted from `firstInput` on.
  fileprivate func withKernelTaps(firstInput: Int = 0, _ body: (semblance_taps) -> Void) {
    let firsts = firstInput == 0 ? starts : starts.map { $0 - Int32(firstInput) }
    weights.withUnsafeBufferPointer { weights in
      firsts.withUnsafeBufferPointer { starts in
        counts.withUnsafeBufferPointer { counts in
          body(
            semblance_taps(
              weights: weights.baseAddress!, starts: starts.baseAddress!,
              counts: counts.baseAddress!, stride: stride, outputs: outputs))
        }
      }
    }
  }
}
