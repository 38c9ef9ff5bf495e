package import Core

/// Finds codes at most `radius` bits apart. ``BruteForce`` is the truth, ``MultiIndex`` the fast
/// one; both give exactly the same results.
package protocol HammingSearch<Code>: Sendable {
  associatedtype Code: HammingCode

  /// Takes a collection of at most 2^31 − 1 codes.
  init(_ codes: [Code])

  var codes: [Code] { get }

  /// Visits every pair of codes within the radius once, on the caller's thread, in an order that
  /// depends on the codes and the radius alone; holds a bounded number of pairs at a time, so that
  /// an output of any size can be limited by what `body` throws.
  ///
  /// - Throws: what `body` throws, and ``Cancelled``.
  func forEachPair(
    within radius: Int, cancellation: CancellationToken?, _ body: (HammingPair) throws -> Void
  ) throws

  /// Visits every match of a query with a code of the collection once, as ``forEachPair`` does.
  ///
  /// - Throws: what `body` throws, and ``Cancelled``.
  func forEachMatch(
    of queries: [Code], within radius: Int, cancellation: CancellationToken?,
    _ body: (HammingMatch) throws -> Void
  ) throws

  /// Every code within the radius of one, by index. A code at distance 0 is among them.
  /// - Complexity: O(count): a scan costs about a nanosecond a code, less than any look-up
  ///   structure at the sizes of a picture library.
  func neighbours(of code: Code, within radius: Int) -> [HammingNeighbour]
}

extension HammingSearch {
  package func forEachPair(
    within radius: Int, _ body: (HammingPair) throws -> Void
  ) throws { try forEachPair(within: radius, cancellation: nil, body) }

  package func forEachMatch(
    of queries: [Code], within radius: Int, _ body: (HammingMatch) throws -> Void
  ) throws { try forEachMatch(of: queries, within: radius, cancellation: nil, body) }

  /// Every pair of codes within the radius, sorted.
  ///
  /// The result takes 12 bytes a pair, as many again while it is sorted, and may be quadratic in the
  /// number of codes: see ``forEachPair(within:_:)`` for a bounded way.
  package func pairs(within radius: Int) -> [HammingPair] {
    var pairs: [HammingPair] = []
    do {
      try forEachPair(within: radius, cancellation: nil) { pairs.append($0) }
    } catch { preconditionFailure("nothing here throws: \(error)") }
    pairs.sort()
    return pairs
  }

  /// Every match of a query with a code of the collection, sorted.
  package func matches(of queries: [Code], within radius: Int) -> [HammingMatch] {
    var matches: [HammingMatch] = []
    do {
      try forEachMatch(of: queries, within: radius, cancellation: nil) { matches.append($0) }
    } catch { preconditionFailure("nothing here throws: \(error)") }
    matches.sort()
    return matches
  }
}

/// The search that suits a collection: a scan below some thousands of codes, buckets above.
package func hammingSearch<Code: HammingCode>(
  _ codes: [Code], within radius: Int
) -> any HammingSearch<Code> {
  // A scan of this many costs a few milliseconds, less than weighing the alternatives.
  codes.count <= 8192 || radius * 4 >= Code.bitCount * 3 / 2
    ? BruteForce(codes) : MultiIndex(codes)
}
