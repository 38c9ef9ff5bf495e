internal import Glibc
internal import Synchronization

/// The taps of Pillow's 8-bit resampling along one axis: for each output sample the run of input
/// samples it sees, and their weights with 22 fractional bits.
///
/// The filter is widened when it shrinks, its weights are normalised to a sum of one and then
/// rounded to fixed point.
package struct ResamplingTaps: Hashable, Sendable {
  /// `outputs * stride` weights.
  let weights: [Int32]
  /// The first input sample of each output.
  let starts: [Int32]
  /// How many input samples each output sees, at most `stride`.
  let counts: [Int32]
  let stride: Int
  package var outputs: Int { starts.count }

  /// Inputs up to which weights made by rotation were compared, one and all, with those made of
  /// sines for every number of outputs in use.
  package static let largestRotated = 1024

  /// O(`2 * support * max(inputs, outputs)`). Up to `largestRotated` inputs most sines of Lanczos are
  /// found by rotating the one before, which changes nothing after rounding.
  ///
  /// - Parameter range: only these outputs are made; `nil` for all. The first has number 0 then.
  package init(
    _ filter: ResamplingFilter, inputs: Int, outputs: Int, range: Range<Int>? = nil
  ) {
    let isRotated = filter == .lanczos && inputs <= Self.largestRotated
    self.init(filter, inputs: inputs, outputs: outputs, range: range, rotating: isRotated)
  }

  /// - Parameter rotating: for Lanczos: make the weights by rotation, not of two sines each.
  package init(
    _ filter: ResamplingFilter, inputs: Int, outputs: Int, range: Range<Int>? = nil,
    rotating: Bool
  ) {
    precondition(inputs > 0 && outputs > 0 && (!rotating || filter == .lanczos))
    let scale = Double(inputs) / Double(outputs)
    let widening = max(scale, 1)
    let support = filter.support * widening
    stride = Int(support.rounded(.up)) * 2 + 1
    let range = range ?? 0..<outputs
    var weights = [Int32](repeating: 0, count: range.count * stride)
    var starts: [Int32] = []
    var counts: [Int32] = []
    for output in range {
      let center = (Double(output) + 0.5) * scale
      let first = max(Int(center - support + 0.5), 0)
      let end = min(Int(center + support + 0.5), inputs)
      let reciprocal = 1 / widening
      let position = Double(first) - center + 0.5
      let raw =
        rotating
        ? Self.rotated(end - first, from: position, step: reciprocal)
        : (0..<(end - first)).map {
          filter.weight((Double($0) + Double(first) - center + 0.5) * reciprocal)
        }
      let sum = raw.reduce(0, +)
      for (tap, weight) in raw.enumerated() {
        let normalised = sum == 0 ? weight : weight / sum
        let scaled = normalised * Double(1 << 22)
        weights[starts.count * stride + tap] = Int32(scaled + (normalised < 0 ? -0.5 : 0.5))
      }
      starts.append(Int32(first))
      counts.append(Int32(end - first))
    }
    self.weights = weights
    self.starts = starts
    self.counts = counts
  }

  /// Lanczos' weights at `count` places `step` apart, the first at `position` steps: the angle sum formulas
  /// take the place of sines.
  private static func rotated(_ count: Int, from position: Double, step: Double) -> [Double] {
    let turn = step * .pi
    let (wideCosine, wideSine) = (cos(turn), sin(turn))
    let (narrowCosine, narrowSine) = (cos(turn / 3), sin(turn / 3))
    var wide = (sine: sin(position * turn), cosine: cos(position * turn))
    var narrow = (sine: sin(position * turn / 3), cosine: cos(position * turn / 3))
    return [Double](unsafeUninitializedCapacity: count) { values, initialised in
      for index in 0..<count {
        let x = (Double(index) + position) * step
        let angle = x * .pi
        values[index] =
          abs(x) < 1e-9 ? 1 : -3 <= x && x < 3 ? wide.sine * narrow.sine / (angle * angle / 3) : 0
        wide = (
          wide.sine * wideCosine + wide.cosine * wideSine,
          wide.cosine * wideCosine - wide.sine * wideSine
        )
        narrow = (
          narrow.sine * narrowCosine + narrow.cosine * narrowSine,
          narrow.cosine * narrowCosine - narrow.sine * narrowSine
        )
      }
      initialised = count
    }
  }

  private struct Sizes: Hashable {
    let filter: ResamplingFilter
    let inputs: Int
    let outputs: Int
    let range: Range<Int>?
  }

  private static let cache = Mutex<[Sizes: ResamplingTaps]>([:])

  /// The taps for these sizes, remembered: a library has few picture sizes, and the sines would
  /// cost more than the resampling. At most 256 are kept.
  package static func cached(
    _ filter: ResamplingFilter, inputs: Int, outputs: Int, range: Range<Int>? = nil
  ) -> ResamplingTaps {
    let sizes = Sizes(filter: filter, inputs: inputs, outputs: outputs, range: range)
    if let taps = cache.withLock({ $0[sizes] }) { return taps }
    let taps = ResamplingTaps(filter, inputs: inputs, outputs: outputs, range: range)
    cache.withLock {
      if $0.count >= 256 { $0.removeAll(keepingCapacity: true) }
      $0[sizes] = taps
    }
    return taps
  }
}
