/// How alike two orders are.
enum RankCorrelation {
  /// Spearman's ρ, −1…1; ties share the mean of their ranks.
  static func spearman(_ a: [Double], _ b: [Double]) -> Double {
    let (x, y) = (ranks(a), ranks(b))
    let mean = Double(x.count - 1) / 2
    let common = zip(x, y).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
    let spread = { (ranks: [Double]) in ranks.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } }
    return common / (spread(x) * spread(y)).squareRoot()
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for place in start...end { ranks[order[place]] = Double(start + end) / 2 }
      start = end + 1
    }
    return ranks
  }
}
