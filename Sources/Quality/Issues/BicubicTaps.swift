import CKernels

/// The taps of Pillow's 8-bit bicubic resampling (a = −0.5) along one axis, with 22 fractional bits.
struct BicubicTaps {
  let outputs: Int
  private var weights: [Int32] = []
  private var starts: [Int32] = []
  private var counts: [Int32] = []
  private let stride: Int

  init(inputs: Int, outputs: Int) {
    self.outputs = outputs
    let scale = Double(inputs) / Double(outputs)
    let widening = max(scale, 1)
    let support = 2 * widening
    stride = Int(support.rounded(.up)) * 2 + 1
    for output in 0..<outputs {
      let centre = (Double(output) + 0.5) * scale
      let first = max(Int(centre - support + 0.5), 0)
      let end = min(Int(centre + support + 0.5), inputs)
      let raw = (first..<end).map { Self.bicubic((Double($0) - centre + 0.5) / widening) }
      let sum = raw.reduce(0, +)
      for weight in raw {
        let scaled = weight / sum * Double(1 << 22)
        weights.append(Int32(scaled + (scaled < 0 ? -0.5 : 0.5)))
      }
      weights += [Int32](repeating: 0, count: stride - raw.count)
      starts.append(Int32(first))
      counts.append(Int32(end - first))
    }
  }

  /// Narrows the rows of a plane to `outputs` columns.
  func narrowed(_ plane: [UInt8], width: Int, height: Int) -> [UInt8] {
    filled(outputs * height) { taps, result in
      semblance_filter_rows(plane, width, height, taps, result)
    }
  }

  /// Flattens the columns of a plane to `outputs` rows.
  func flattened(_ plane: [UInt8], width: Int) -> [UInt8] {
    filled(outputs * width) { taps, result in
      semblance_filter_columns(plane, width, taps, result)
    }
  }

  private func filled(
    _ count: Int, _ body: (semblance_taps, UnsafeMutablePointer<UInt8>) -> Void
  ) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { result, initialised in
      initialised = count
      weights.withUnsafeBufferPointer { weights in
        starts.withUnsafeBufferPointer { starts in
          counts.withUnsafeBufferPointer { counts in
            body(
              semblance_taps(
                weights: weights.baseAddress!, starts: starts.baseAddress!,
                counts: counts.baseAddress!, stride: stride, outputs: outputs),
              result.baseAddress!)
          }
        }
      }
    }
  }

  private static func bicubic(_ x: Double) -> Double {
    let x = abs(x)
    if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
    if x < 2 { return ((-0.5 * x + 2.5) * x - 4) * x + 2 }
    return 0
  }
}
