import Catalogue
import Core
import Vectors

/// What a ranking found.
struct FoundHits {
  var hits: [RankedHit]
  /// Whether a deeper search would find no more.
  var isComplete = true
  /// Whether the filter leaves anything.
  var isAnythingAllowed: Bool
}

/// Ranks no more of what is like a query than a page takes, where vectors alone decide.
///
/// A walk of the graph for a hundred of the nearest costs a tenth of a scan for a thousand. The filter is
/// asked about those alone, which, unlike the set of all rows that it leaves, costs the same while
/// the catalogue changes under an index job.
struct QuickRanking {
  private let request: SearchRequest
  private let vector: QueryVector
  private let model: SearchModel
  private let reader: CatalogueReader
  private let fusion: HitFusion
  private let needed: Int
  /// So many are ranked on all pages together.
  private let most: Int
  /// Queried pictures, which are no hits.
  let unwanted: RowSet

  /// `nil` where more than vectors decides, or all hits are to be counted.
  init?(
    _ request: SearchRequest, _ vector: QueryVector, _ model: SearchModel, _ searcher: Searcher,
    needed: Int
  ) {
    guard !request.countsAll, request.boosts.isNeutral, request.fusion == .calibrated,
      request.mode == .meaning || !request.terms.contains(where: \.isText)
    else { return nil }
    (self.request, self.vector, self.model) = (request, vector, model)
    reader = searcher.reader
    fusion = HitFusion(request: request, vector: vector, searcher: searcher)
    most = max(request.depth, request.limit)
    self.needed = min(needed, most)
    unwanted = request.includesQueried ? RowSet() : RowSet(vector.queriedRows)
  }

  /// What the filter leaves of the nearest; `nil` where that is too little to say what is found.
  ///
  /// - Parameter isDeep: whether more are asked for where the first do not do, as many as they say are
  ///   needed, while that costs less than to ask the filter about every picture of a large library.
  func probed(deeply isDeep: Bool) throws -> FoundHits? {
    guard request.gate == nil else { return nil }
    let condition = request.filter.map { FilterSQL(owner: reader.owner).condition($0) }
    // A filter that leaves two of five leaves enough.
    var count = 32 + 5 * needed / 2
    while true {
      let (left, isAll) = try nearest(count, condition)
      let hits = try hits(of: left)
      if hits.count >= needed || isAll && !left.isEmpty {
        return FoundHits(hits: hits, isComplete: isAll, isAnythingAllowed: true)
      }
      let deeper = hits.isEmpty ? 8 * count : 3 * count * needed / (2 * hits.count)
      guard isDeep, !isAll, deeper <= Self.deepest else { return nil }
      count = deeper
    }
  }

  /// About so many look-ups and comparisons cost a fifth of a pass over 100,000 pictures.
  private static let deepest = 1_200

  /// What the filter leaves of so many of the nearest, and whether a deeper search would find no more.
  private func nearest(
    _ count: Int, _ condition: ImageCondition?
  ) throws -> (left: [VectorMatch], isAll: Bool) {
    let nearest = try model.nearest(to: vector.vector, limit: count, within: nil)
    let there = try reader.presentRows(among: nearest.map(\.row), where: condition)
    let left = nearest.filter { there.contains($0.row) && !unwanted.contains($0.row) }
    return (left, nearest.count < count || left.count >= most || !admitsLess(than: nearest))
  }

  /// The nearest among rows.
  func found(within rows: RowSet) throws -> FoundHits {
    guard !rows.isEmpty else { return FoundHits(hits: [], isAnythingAllowed: false) }
    // The next page costs nothing then.
    let limit = min(most, 2 * needed)
    let nearest = try model.nearest(to: vector.vector, limit: limit, within: rows)
    let isAll = nearest.count < limit || limit == most || !admitsLess(than: nearest)
    return FoundHits(hits: try hits(of: nearest), isComplete: isAll, isAnythingAllowed: true)
  }

  private func hits(of matches: [VectorMatch]) throws -> [RankedHit] {
    var fusion = fusion
    fusion.similar = Array(matches.prefix(most))
    return try fusion.hits()
  }

  private func admitsLess(than matches: [VectorMatch]) -> Bool {
    matches.last.map(fusion.isWanted) ?? true
  }
}
