/// Clusters of moments that lie close together.
package enum BurstClusters {
  /// Which clock a moment is of. Moments of different clocks are never clustered: a camera's and a
  /// file system's may be hours apart.
  package enum Clock: String, Hashable, Sendable {
    case name, exif
    case modified
  }

  package struct Moment: Hashable, Sendable {
    /// On its clock, since 1970.
    package var milliseconds: Int64
    package var clock: Clock
    /// Only moments of equal stages are clustered; empty for a name without a stage.
    package var stage: String

    package init(milliseconds: Int64, clock: Clock, stage: String) {
      self.milliseconds = milliseconds
      self.clock = clock
      self.stage = stage
    }
  }

  /// Positions of moments in clusters of two or more, in the order of time. Every member lies within
  /// `window` of the first of its cluster, so that a long series does not become one cluster.
  /// O(n log n); ties are in the order given.
  package static func clusters(of moments: [Moment], window: Int64) -> [[Int]] {
    var series: [Series: [Int]] = [:]
    for (position, moment) in moments.enumerated() {
      series[Series(clock: moment.clock, stage: moment.stage), default: []].append(position)
    }
    var clusters: [[Int]] = []
    for positions in series.values {
      let sorted = positions.sorted {
        (moments[$0].milliseconds, $0) < (moments[$1].milliseconds, $1)
      }
      var start = 0
      while start < sorted.count {
        let limit = moments[sorted[start]].milliseconds + window
        var end = start + 1
        while end < sorted.count, moments[sorted[end]].milliseconds <= limit { end += 1 }
        if end - start > 1 { clusters.append(Array(sorted[start..<end])) }
        start = end
      }
    }
    return clusters.sorted { one, other in
      let (first, second) = (moments[one[0]].milliseconds, moments[other[0]].milliseconds)
      return (first, one[0]) < (second, other[0])
    }
  }

  private struct Series: Hashable {
    var clock: Clock
    var stage: String
  }
}
