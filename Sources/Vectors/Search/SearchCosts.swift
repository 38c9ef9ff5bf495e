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

  /// How many of the nearest a walk looks around from to find `limit` of them with a recall of .99
  /// and more; measured from 100,000 vectors (80 for ten, .998) to a million (240, .993).
  ///
  /// - Parameter count: of the part's nodes.
  static func breadth(limit: Int, count: Int) -> Int {
    let all = Double(30 + 5 * limit) * pow(max(1, Double(count) / 100_000), 0.48)
    return max(2 * limit, Int(all))
  }

  /// How many that a filter allows a walk keeps to find `limit` of them; no fewer than a walk with the
  /// filter's share of the breadth would.
  static func kept(limit: Int, breadth: Int, share: Double) -> Int {
    max(2 * limit + 10, Int(Double(breadth) * share))
  }

  /// What a walk of a breadth costs, for the choice between it and a scan.
  static func walk(breadth: Int) -> Double { 8 * Double(breadth + 40) * walked }
}
