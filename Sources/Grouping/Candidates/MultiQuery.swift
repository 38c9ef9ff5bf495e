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
}
