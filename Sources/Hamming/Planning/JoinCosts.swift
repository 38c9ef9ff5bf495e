import Kernels

/// What the steps of a join cost, in nanoseconds of one thread. Measured on a Zen 5 at 256-bit and
/// 64-bit codes; only their ratios decide.
struct JoinCosts {
  /// One row against eight columns.
  let step: Double
  /// One row of a bucket against another bucket, beyond its steps: the last eight columns are half
  /// empty, and a short loop waits for its first loads.
  let row: Double
  /// Meeting a bucket: its boundaries, its first cache misses, the loop around it.
  let visit = 8.0
  /// Sorting a code into a table.
  let sorting: Double
  /// Moving the bits of a code.
  let reordering: Double

  init(words: Int, radius: Int) {
    step =
      words == 1 ? 0.22 : radius <= 15 ? 0.23 : radius <= 41 ? 0.39 : radius <= 67 ? 0.57 : 0.77
    row = words == 1 ? 1 : 2
    sorting = words == 1 ? 15 : 45
    reordering = words == 1 ? 5 : 30
  }

  /// Comparing all.
  func scan(_ size: JoinSize) -> Double { size.pairs / 8 * step }

  /// A table whose buckets meet those within a threshold.
  ///
  /// - Parameters:
  ///   - neighbours: key pairs within the threshold, as a fraction of all pairs.
  ///   - masks: number of keys within the threshold of a key.
  func table(_ size: JoinSize, width: Int, neighbours: Double, masks: Double) -> Double {
    let buckets = Double(sign: .plus, exponent: width, significand: 1)
    let occupied = min(size.rows, buckets)
    let meetings = masks * size.share
    return size.pairs * neighbours / 8 * step + meetings * occupied * visit
      + meetings * size.rows * row + size.sorted * sorting + buckets * 2
  }
}

/// How large a join is.
struct JoinSize {
  /// Rows of one side.
  let rows: Double
  /// Codes that each table sorts.
  let sorted: Double
  /// Pairs that comparing all would compare.
  let pairs: Double
  /// The part of the meetings of buckets that takes place: one half in a self-join.
  let share: Double

  static func own(_ count: Int) -> JoinSize {
    JoinSize(
      rows: Double(count), sorted: Double(count), pairs: Double(count) * Double(count) / 2,
      share: 0.5)
  }

  static func cross(_ queries: Int, _ count: Int) -> JoinSize {
    JoinSize(
      rows: Double(queries), sorted: Double(queries + count),
      pairs: Double(queries) * Double(count), share: 1)
  }
}
