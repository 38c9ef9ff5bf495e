import Core
import Hamming

/// One set of stored codes, asked for its own close pairs and for matches of query codes, with the
/// search that suits its size.
struct MultiQuery {
  private let codes: [Hash256]
  private let radius: Int
  private let search: any HammingSearch<Hash256>

  init(codes: [Hash256], radius: Int) {
    self.codes = codes
    self.radius = radius
    search = hammingSearch(codes, within: radius)
  }

  func pairs() -> [HammingPair] { search.pairs(within: radius) }

  func matches(of queries: [Hash256]) -> [HammingMatch] {
    search.matches(of: queries, within: radius)
  }

  /// A variant of an item that met a stored code.
  struct VariantMatch: Comparable {
    /// The position of the asked item's variants.
    var query: Int
    var variant: Int
    /// What `hits` says of the stored code.
    var hit: Int
    var distance: Int

    static func < (left: Self, right: Self) -> Bool {
      (left.query, left.variant, left.hit) < (right.query, right.variant, right.hit)
    }
  }

  /// The matches of the variants of some items, by item, then variant, then stored code.
  func matches(
    of queries: [Int], _ variants: [[QueryVariants.Variant]], hits: [Int]
  ) -> [VariantMatch] {
    guard !queries.isEmpty else { return [] }
    let count = QueryVariants.otherCount
    return matches(of: queries.flatMap { variants[$0].map(\.hash) }).map { match in
      VariantMatch(
        query: queries[Int(match.query) / count], variant: Int(match.query) % count,
        hit: hits[Int(match.index)], distance: Int(match.distance))
    }
  }
}
