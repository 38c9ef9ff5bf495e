/// The taps of Pillow's 8-bit bicubic resampling (a = −0.5) along one axis, with 22 fractional bits.
struct BicubicTaps {
  private let runs: [(first: Int, weights: [Int32])]
  private static let fractionBits = 22

  init(inputs: Int, outputs: Int) {
    let scale = Double(inputs) / Double(outputs)
    let widening = max(scale, 1)
    let support = 2 * widening
    runs = (0..<outputs).map { output in
      let centre = (Double(output) + 0.5) * scale
      let first = max(Int(centre - support + 0.5), 0)
      let end = min(Int(centre + support + 0.5), inputs)
      let raw = (first..<end).map { Self.bicubic((Double($0) - centre + 0.5) / widening) }
      let sum = raw.reduce(0, +)
      return (
        first,
        raw.map { weight in
          let scaled = weight / sum * Double(1 << Self.fractionBits)
          return Int32(scaled + (scaled < 0 ? -0.5 : 0.5))
        }
      )
    }
  }

  /// Filters the three interleaved channels of lines; a line's samples lie `step` apart. Results lie
  /// as `lines` allow: line by line for rows (`step` 3), output by output for columns (`step` a row).
  func applied(to samples: [UInt8], lines: Int, lineStride: Int, step: Int) -> [UInt8] {
    let alongRows = step == 3
    let channels = alongRows ? 3 : 1
    var result = [UInt8](repeating: 0, count: runs.count * lines * channels)
    for line in 0..<lines {
      for (output, run) in runs.enumerated() {
        for channel in 0..<channels {
          var sum = Int32(1) << Int32(Self.fractionBits - 1)
          var place = line * lineStride + run.first * step + channel
          for weight in run.weights {
            sum &+= weight &* Int32(samples[place])
            place += step
          }
          let value = UInt8(clamping: sum >> Int32(Self.fractionBits))
          if alongRows {
            result[(line * runs.count + output) * 3 + channel] = value
          } else {
            result[output * lines + line] = value
          }
        }
      }
    }
    return result
  }

  private static func bicubic(_ x: Double) -> Double {
    let x = abs(x)
    if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
    if x < 2 { return ((-0.5 * x + 2.5) * x - 4) * x + 2 }
    return 0
  }
}
