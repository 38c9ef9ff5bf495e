/// What the neighbours of vectors say of each: how unusual it is, how alone, how much it stands for.
package struct NeighbourhoodScores: Sendable {
  /// 1 − the mean cosine with the neighbours: 0 for one of many copies, about 1 for a vector that has
  /// nothing in common with any other.
  package let uniqueness: [Float]
  /// The local outlier factor (Breunig et al. 2000, "LOF: identifying density-based local outliers"),
  /// over Euclidean distances: about 1 inside a cluster, the larger the sparser a vector's surroundings
  /// are compared with those of its neighbours.
  package let outlierFactor: [Float]
  /// 0…1: the cosines of all vectors that have this one among their neighbours, summed, relative to the
  /// largest sum. What many are near to stands for them.
  package let representativeness: [Float]

  /// O(n · degree).
  package init(_ graph: NeighbourGraph) {
    let distances = (0..<graph.count).map { row in
      graph.cosines(of: row).map { max(0, 2 - 2 * $0).squareRoot() }
    }
    let densities = (0..<graph.count).map { row in
      Self.reachabilityDensity(of: row, graph, distances)
    }
    outlierFactor = (0..<graph.count).map { row in
      let neighbours = graph.neighbours(of: row)
      if neighbours.isEmpty { return 1 }
      let sum = neighbours.reduce(Double(0)) { $0 + densities[Int($1)] }
      return Float(sum / Double(neighbours.count) / densities[row])
    }
    uniqueness = (0..<graph.count).map { row in
      let cosines = graph.cosines(of: row)
      if cosines.isEmpty { return 1 }
      return max(0, min(1, 1 - cosines.reduce(0, +) / Float(cosines.count)))
    }
    representativeness = Self.shares(graph)
  }

  /// The mean Euclidean distance of each vector to its nearest, 0…2: far from everything, however dense it
  /// is there (Angiulli and Pizzuti 2002, "Fast outlier detection in high dimensional spaces").
  ///
  /// - Parameter nearest: how many, or all neighbours where there are fewer.
  package static func distances(_ graph: NeighbourGraph, nearest: Int) -> [Float] {
    (0..<graph.count).map { row in
      let cosines = graph.cosines(of: row).prefix(nearest)
      if cosines.isEmpty { return 0 }
      return cosines.reduce(0) { $0 + max(0, 2 - 2 * $1).squareRoot() } / Float(cosines.count)
    }
  }

  /// The inverse of the mean reachability distance from a vector to its neighbours.
  private static func reachabilityDensity(
    of row: Int, _ graph: NeighbourGraph, _ distances: [[Float]]
  ) -> Double {
    let neighbours = graph.neighbours(of: row)
    if neighbours.isEmpty { return 1 }
    var sum: Double = 0
    for (place, neighbour) in neighbours.enumerated() {
      let farthest = distances[Int(neighbour)].last ?? 0
      sum += Double(max(distances[row][place], farthest))
    }
    // As scikit-learn, so that copies do not divide by 0.
    return 1 / (sum / Double(neighbours.count) + 1e-10)
  }

  private static func shares(_ graph: NeighbourGraph) -> [Float] {
    var sums = [Float](repeating: 0, count: graph.count)
    for row in 0..<graph.count {
      for (neighbour, cosine) in zip(graph.neighbours(of: row), graph.cosines(of: row)) {
        sums[Int(neighbour)] += max(0, cosine)
      }
    }
    let largest = sums.max() ?? 0
    return largest > 0 ? sums.map { $0 / largest } : sums
  }
}
