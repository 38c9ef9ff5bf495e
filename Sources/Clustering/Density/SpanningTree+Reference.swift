import Core

extension SpanningTree {
  /// The tree by the plain way: after each vector all others are compared with it, by their numbers.
  /// The truth that the fast way is tested against, to the edge.
  ///
  /// - Complexity: n² / 2 products.
  static func reference(of vectors: UnitVectors, cores: [Float]) -> SpanningTree {
    let count = vectors.count
    var nearest = [Float](repeating: .infinity, count: count)
    var parents = [Int](repeating: 0, count: count)
    var live = (0..<UInt32(count)).dropFirst().map { $0 }
    var edges: [Edge] = []
    var current = 0
    while !live.isEmpty {
      for (other, cosine) in zip(live.map { Int($0) }, vectors.cosines(of: current, with: live)) {
        let square = max(cores[current], cores[other], 2 - 2 * cosine)
        if square < nearest[other] { (nearest[other], parents[other]) = (square, current) }
      }
      // The first of the nearest.
      let best = live.indices.min { nearest[Int(live[$0])] < nearest[Int(live[$1])] }!
      current = Int(live.remove(at: best))
      edges.append(Edge(first: parents[current], second: current, square: nearest[current]))
    }
    return SpanningTree(inOrderOfFinding: edges)
  }
}
