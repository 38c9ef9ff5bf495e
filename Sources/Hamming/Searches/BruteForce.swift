package import Core
import Kernels

/// Compares every code with every other: the truth, and the fastest way up to some thousands of
/// codes. With VPOPCNTDQ one thread compares about 20 (256 bits) to 36 (64 bits) thousand
/// million pairs a second.
///
/// Memory: the codes, and as much again in planes.
package struct BruteForce<Code: HammingCode>: HammingSearch {
  package let codes: [Code]
  private let table: HammingTable
  private let options: SearchOptions

  package init(_ codes: [Code]) { self.init(codes, options: SearchOptions()) }

  package init(_ codes: [Code], options: SearchOptions) {
    self.codes = codes
    self.options = options
    table = Joiner<Code>(threads: options.threads, path: options.path).table(codes)
  }

  /// - Complexity: O(count²).
  package func forEachPair(
    within radius: Int, cancellation: CancellationToken?, _ body: (HammingPair) throws -> Void
  ) throws {
    guard radius >= 0 else { return }
    try joiner(cancellation).joinSelf(table, radius: radius) { hits in
      for hit in hits { try body(HammingPair(hit)) }
    }
  }

  /// - Complexity: O(queries · count).
  package func forEachMatch(
    of queries: [Code], within radius: Int, cancellation: CancellationToken?,
    _ body: (HammingMatch) throws -> Void
  ) throws {
    guard radius >= 0 else { return }
    try joiner(cancellation).joinQueries(queries, with: table, radius: radius) { hits in
      for hit in hits { try body(HammingMatch(hit)) }
    }
  }

  package func neighbours(of code: Code, within radius: Int) -> [HammingNeighbour] {
    matches(of: [code], within: radius).map {
      HammingNeighbour(index: $0.index, distance: $0.distance)
    }
  }

  private func joiner(_ cancellation: CancellationToken?) -> Joiner<Code> {
    Joiner(threads: options.threads, path: options.path, cancellation: cancellation)
  }
}

extension HammingPair {
  /// A hit of a self-join, whichever side each code was on.
  init(_ hit: HammingHit) {
    self.init(
      first: min(hit.left, hit.right), second: max(hit.left, hit.right), distance: hit.distance)
  }
}

extension HammingMatch {
  /// A hit of queries on the left.
  init(_ hit: HammingHit) {
    self.init(query: hit.left, index: hit.right, distance: hit.distance)
  }
}
