internal import Glibc

/// How often each of a row of equally spaced values occurs.
package struct Histogram: Hashable, Sendable {
  package let counts: [UInt64]
  /// What one step is worth.
  package let step: Double
  package let total: UInt64

  package init(counts: [UInt64], step: Double = 1) {
    self.counts = counts
    self.step = step
    total = counts.reduce(0, +)
  }

  package var mean: Double {
    let sum = counts.indices.reduce(0.0) { $0 + Double($1) * Double(counts[$1]) }
    return sum / Double(total) * step
  }

  /// The standard deviation over all samples (not N − 1).
  package var deviation: Double {
    let mean = mean / step
    let sum = counts.indices.reduce(0.0) { sum, index in
      let offset = Double(index) - mean
      return sum + offset * offset * Double(counts[index])
    }
    return (sum / Double(total)).squareRoot() * step
  }

  /// The percentile (0…100), interpolated between its neighbours in rank as NumPy does.
  package func percentile(_ percent: Double) -> Double {
    guard total > 0 else { return .nan }
    let position = percent / 100 * Double(total - 1)
    let lower = value(atRank: UInt64(position))
    let upper = value(atRank: min(UInt64(position) + 1, total - 1))
    return lower + (upper - lower) * (position - position.rounded(.down))
  }

  /// The share of samples in a range of steps, 0…1.
  package func share(of range: ClosedRange<Int>) -> Double {
    Double(counts[range].reduce(0, +)) / Double(total)
  }

  /// Shannon's entropy of several histograms taken as one, in bits.
  package static func entropy(_ histograms: [Histogram]) -> Double {
    let total = Double(histograms.reduce(0) { $0 + $1.total })
    return histograms.joined().reduce(0.0) { entropy, count in
      let share = Double(count) / total
      return share > 0 ? entropy - share * log2(share) : entropy
    }
  }

  private func value(atRank rank: UInt64) -> Double {
    var seen: UInt64 = 0
    for (index, count) in counts.enumerated() {
      seen += count
      if seen > rank { return Double(index) * step }
    }
    return Double(counts.count - 1) * step
  }
}

extension [Histogram] {
  fileprivate func joined() -> [UInt64] { flatMap(\.counts) }
}
