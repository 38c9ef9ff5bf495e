/// How well a measure separates two sets.
package enum AreaUnderCurve {
  /// The share of pairs in which the first set's value is the greater, ties counting half: 0.5 for
  /// chance, 1 for perfect. O(n log n).
  package static func of(_ values: [Double], above others: [Double]) -> Double {
    let sorted = others.sorted()
    var wins = 0.0
    for value in values {
      let below = sorted.partitioningIndex { $0 >= value }
      let upTo = sorted.partitioningIndex { $0 > value }
      wins += Double(below) + Double(upTo - below) / 2
    }
    return wins / (Double(values.count) * Double(others.count))
  }
}

extension [Double] {
  /// The first index whose element satisfies a predicate that once true stays true.
  fileprivate func partitioningIndex(_ isAfter: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
