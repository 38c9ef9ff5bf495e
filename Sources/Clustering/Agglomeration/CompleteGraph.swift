import Core

/// Complete linkage over the pairs that are alike enough: two clusters are neighbours when every member
/// of one is a neighbour of every member of the other.
struct CompleteGraph {
  /// For each cluster, by one of its members, its neighbours and their smallest cosine.
  private var neighbours: [Int: [Int: Float]] = [:]
  private var heap = BinaryHeap<Merge> { one, other in
    one.cosine == other.cosine
      ? (one.first, one.second) < (other.first, other.second) : one.cosine > other.cosine
  }

  init(pairs: [ClosePair]) {
    for pair in pairs {
      add(Int(pair.first), Int(pair.second), pair.cosine)
    }
  }

  /// All merges, the most alike first. O(p log p) for p pairs.
  ///
  /// - Throws: `Cancelled`.
  mutating func merges(_ cancellation: CancellationToken) throws -> [Merge] {
    var merges: [Merge] = []
    while let best = heap.pop() {
      // What was pushed before one of the two became larger is out of date.
      guard neighbours[best.first]?[best.second] == best.cosine else { continue }
      try cancellation.check()
      merges.append(best)
      merge(best.second, into: best.first)
    }
    return merges
  }

  private mutating func add(_ one: Int, _ other: Int, _ cosine: Float) {
    neighbours[one, default: [:]][other] = cosine
    neighbours[other, default: [:]][one] = cosine
    heap.push(Merge(first: min(one, other), second: max(one, other), cosine: cosine))
  }

  private mutating func merge(_ gone: Int, into kept: Int) {
    let its = neighbours.removeValue(forKey: gone) ?? [:]
    let own = neighbours.removeValue(forKey: kept) ?? [:]
    for other in its.keys { neighbours[other]?.removeValue(forKey: gone) }
    for other in own.keys { neighbours[other]?.removeValue(forKey: kept) }
    neighbours[kept] = [:]
    for (other, cosine) in own {
      if let second = its[other] { add(kept, other, min(cosine, second)) }
    }
  }
}
