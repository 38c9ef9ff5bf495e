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
    var run = TentRun(original: original, reduced: reduced)
    var runs: [Double] = []
    runs.reserveCapacity(64 * run.capacity)
    var (firsts, counts): ([Int], [Int]) = ([], [])
    for sample in 0..<64 {
      run.place(at: Int((Double(sample) + 0.5) * Double(original) / 64))
      firsts.append(run.start)
      counts.append(run.count)
      runs.append(contentsOf: run.weights)
    }
    let stride = min(counts.max() ?? 1, reduced)
    var weights = [Float](repeating: 0, count: 64 * stride)
    var starts: [Int32] = []
    for sample in 0..<64 {
      let start = min(firsts[sample], reduced - stride)
      for offset in 0..<counts[sample] {
        weights[sample * stride + firsts[sample] - start + offset] =
          Float(runs[sample * run.capacity + offset])
      }
      starts.append(Int32(start))
    }
    self.weights = weights
    self.starts = starts
    self.stride = stride
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

/// The weights of one sample of the reference's reduction. Its two buffers serve one sample after the
/// other: a library has a pair of sizes for nearly every picture, and an index prepares them all.
private struct TentRun {
  /// The first reduced sample, and how many ``weights`` from the front are set.
  private(set) var start = 0
  private(set) var count = 0
  /// ``capacity`` weights; zero from ``count`` on.
  private(set) var weights: [Double]
  var capacity: Int { weights.count }

  private let original: Int
  private let reduced: Int
  private let window: Int
  private var tent: [Double]

  init(original: Int, reduced: Int) {
    self.original = original
    self.reduced = reduced
    window = (original + 127) / 128
    // Two windows overlap by one at least, and every original sample lies in one or two reduced ones.
    tent = [Double](repeating: 0, count: 2 * window)
    weights = [Double](repeating: 0, count: 2 * window + 2)
  }

  mutating func place(at centre: Int) {
    let outer = covered(centre)
    let first = covered(outer.lowerBound).lowerBound
    let end = covered(outer.upperBound - 1).upperBound
    for index in 0..<end - first { tent[index] = 0 }
    for middle in outer {
      let inner = covered(middle)
      let share = 1 / Double(outer.count * inner.count)
      for sample in inner { tent[sample - first] += share }
    }
    spread(first, end)
  }

  /// The original samples under a running mean at `centre`: the window's larger half lies ahead,
  /// and near an edge it is cut off.
  private func covered(_ centre: Int) -> Range<Int> {
    let ahead = (window + 2) / 2
    return max(centre + ahead - window, 0)..<min(centre + ahead, original)
  }

  /// Gives the weights of original samples to the reduced samples that stand for them.
  ///
  /// Original sample s covers `s * reduced ..< (s + 1) * reduced` where a reduced one covers a length
  /// of `original`, so it lies in one of them or across the edge of two.
  private mutating func spread(_ first: Int, _ end: Int) {
    start = first * reduced / original
    count = (end * reduced - 1) / original - start + 1
    for index in weights.indices { weights[index] = 0 }
    var target = start
    for sample in first..<end {
      let left = sample * reduced
      let right = left + reduced
      if left >= (target + 1) * original { target += 1 }
      let edge = (target + 1) * original
      let weight = tent[sample - first]
      weights[target - start] += weight * Double(min(right, edge) - left) / Double(reduced)
      if right > edge {
        weights[target + 1 - start] += weight * Double(right - edge) / Double(reduced)
      }
    }
  }
}
