import Glibc

/// What ways through a part cost, in nanoseconds on one thread, for vectors of 512 numbers; measured
/// at 100,000 and a million. Only their ratios matter.
enum SearchCosts {
  /// A code read in a row of them.
  static let scanned = 13.0
  /// A code read here and there.
  static let listed = 22.0
  /// A code that a walk looks at, with all that belongs to it.
  static let walked = 65.0

  /// How many of the nearest a walk keeps to find `limit` of them with a recall of .99 and more;
  /// measured from 100,000 vectors (80 for ten, .998) to a million (240, .993).
  ///
  /// - Parameters:
  ///   - count: of the part's nodes.
  ///   - share: of the nodes, those that may be found. With few, the walk looks at 1 / share nodes for
  ///     each that it keeps: it needs to keep less, but goes further.
  static func breadth(limit: Int, count: Int, share: Double) -> Int {
    let all = Double(30 + 5 * limit) * pow(max(1, Double(count) / 100_000), 0.48)
    return max(2 * limit, Int(all * min(1, 0.2 + share.squareRoot())))
  }

  /// Nodes that a walk looks at, for the choice between it and a scan.
  static func walk(count: Int, breadth: Int, share: Double) -> Double {
    let kept = Double(breadth) / max(share, 1e-6)
    return min(Double(count), 8 * (kept + 40)) * walked
  }
}
