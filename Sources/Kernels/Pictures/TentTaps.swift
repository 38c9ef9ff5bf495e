internal import Synchronization

/// PDQ's reduction along one axis as one weighted sum for each of its 64 samples, for a picture that
/// was already reduced: what the reference's two running means make of an axis of `original`
/// samples, expressed in the `reduced` samples that stand for them.
///
/// The reference rounds its window and its sample positions to whole pixels of the original; doing
/// so in pixels of the reduced picture instead would move the hash by more bits than the loss of
/// detail does.
package struct TentTaps: Hashable, Sendable {
  /// 64 runs of `stride` weights; each run sums to one.
  let weights: [Float]
  /// The first reduced sample of each run; `starts[i] + stride ≤ reduced`.
  let starts: [Int32]
  let stride: Int

  /// O(`original`).
  package init(original: Int, reduced: Int) {
    precondition(original >= 5 && reduced >= 1 && reduced <= original)
    let window = (original + 127) / 128
    let dense = (0..<64).map { sample in
      Self.run(
        centre: Int((Double(sample) + 0.5) * Double(original) / 64), window: window,
        original: original, reduced: reduced)
    }
    let stride = min(dense.map(\.weights.count).max() ?? 1, reduced)
    var weights = [Float](repeating: 0, count: 64 * stride)
    var starts: [Int32] = []
    for (sample, run) in dense.enumerated() {
      let start = min(run.start, reduced - stride)
      for (offset, weight) in run.weights.enumerated() {
        weights[sample * stride + run.start - start + offset] = Float(weight)
      }
      starts.append(Int32(start))
    }
    self.weights = weights
    self.starts = starts
    self.stride = stride
  }

  /// The original samples under a running mean at `centre`: the window's larger half lies ahead,
  /// and near an edge it is cut off.
  private static func covered(_ centre: Int, _ window: Int, _ length: Int) -> Range<Int> {
    let ahead = (window + 2) / 2
    return max(centre + ahead - window, 0)..<min(centre + ahead, length)
  }

  private static func run(
    centre: Int, window: Int, original: Int, reduced: Int
  ) -> (start: Int, weights: [Double]) {
    let outer = covered(centre, window, original)
    let first = covered(outer.lowerBound, window, original).lowerBound
    let end = covered(outer.upperBound - 1, window, original).upperBound
    var tent = [Double](repeating: 0, count: end - first)
    for middle in outer {
      let inner = covered(middle, window, original)
      for sample in inner { tent[sample - first] += 1 / Double(outer.count * inner.count) }
    }
    // Original sample s covers [s * reduced, (s + 1) * reduced) where a reduced one covers a
    // length of `original`.
    let start = first * reduced / original
    let last = (end * reduced - 1) / original
    var weights = [Double](repeating: 0, count: last - start + 1)
    for (offset, weight) in tent.enumerated() {
      let left = (first + offset) * reduced
      let right = left + reduced
      for target in left / original...(right - 1) / original {
        let overlap = min(right, (target + 1) * original) - max(left, target * original)
        weights[target - start] += weight * Double(overlap) / Double(reduced)
      }
    }
    return (start, weights)
  }

  private struct Sizes: Hashable {
    let original: Int
    let reduced: Int
  }

  private static let cache = Mutex<[Sizes: TentTaps]>([:])

  /// The taps for these sizes, remembered; at most 256 are kept.
  package static func cached(original: Int, reduced: Int) -> TentTaps {
    let sizes = Sizes(original: original, reduced: reduced)
    if let taps = cache.withLock({ $0[sizes] }) { return taps }
    let taps = TentTaps(original: original, reduced: reduced)
    cache.withLock {
      if $0.count >= 256 { $0.removeAll(keepingCapacity: true) }
      $0[sizes] = taps
    }
    return taps
  }
}
