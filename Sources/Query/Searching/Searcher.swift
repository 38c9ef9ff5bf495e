package import Catalogue
package import Core
import Vectors

/// Answers search requests over one owner's pictures. Calls block; any number may run at once.
package struct Searcher: Sendable {
  package let reader: CatalogueReader
  package var model: SearchModel?
  /// `nil` until one was made; without it nothing is known of what similarities mean.
  package var bank: BackgroundBank?
  package var synonyms: @Sendable (String) -> [String]
  /// Decodes a file that is a term and not in the library.
  package var loadPicture: @Sendable (FilePath) throws -> RGBImage
  private let cache: SearchCache

  /// So many hits of words are ranked at least; beyond, an order means nothing.
  static let depth = 1_000

  package init(
    reader: CatalogueReader, model: SearchModel? = nil, bank: BackgroundBank? = nil,
    cache: SearchCache = SearchCache(),
    synonyms: @escaping @Sendable (String) -> [String] = { _ in [] },
    loadPicture: @escaping @Sendable (FilePath) throws -> RGBImage
  ) {
    self.reader = reader
    self.model = model
    self.bank = bank
    self.cache = cache
    self.synonyms = synonyms
    self.loadPicture = loadPicture
  }

  /// A page of what a request finds.
  ///
  /// - Throws: a fault when a term cannot be understood or read, the cursor belongs to another
  ///   search, or the catalogue or the index is damaged.
  package func search(_ request: SearchRequest) throws -> SearchPage {
    precondition(request.limit > 0, "a page has hits")
    let key = SearchKey(request)
    let cursor = try request.cursor.map {
      try SearchCursor($0, fingerprint: key.fingerprint)
    }
    let changes = try reader.changeCount()
    let cacheKey = SearchCache.Key(
      owner: reader.owner.name, changes: changes, index: model?.version ?? -1, search: key)
    let ranking = try cache.ranking(for: cacheKey) { try rank(request, changes) }
    let start = cursor?.position(in: ranking.hits, isRanked: ranking.isRanked) ?? 0
    let slice = ranking.hits[start...].prefix(request.limit)
    let end = start + slice.count
    var next: String?
    if end < ranking.hits.count, let last = slice.last {
      next =
        SearchCursor(
          fingerprint: key.fingerprint, offset: end, row: last.row, order: last.order
        ).text
    }
    return SearchPage(
      hits: try HitLoader(reader: reader, ranking: ranking, request: request).hits(Array(slice)),
      total: ranking.hits.count, next: next, verdict: ranking.verdict, notices: ranking.notices)
  }

  // MARK: Ranking

  private func rank(_ request: SearchRequest, _ changes: Int64) throws -> Ranking {
    let rows = try allowedRows(request, changes)
    if request.terms.isEmpty {
      let latest = try reader.latestFirst(rows)
      return Ranking(
        hits: latest.map { RankedHit(row: $0, order: 0, score: 1) }, isRanked: false,
        calibration: nil, notices: [], verdict: rows.isEmpty ? .nothingToSearch : .found)
    }
    var notices: [SearchNotice] = []
    let vector = try QueryVector(of: request, self, cache.texts, &notices)
    let allowed =
      request.includesQueried
      ? rows : rows.subtracting(RowSet(vector?.queriedRows ?? []))
    let words = try WordSearch(of: request, self, allowed, hasVector: vector != nil, &notices)
    let hits = try HitFusion(request: request, vector: vector, words: words, searcher: self)
      .hits(within: allowed, &notices)
    let verdict: SearchPage.Verdict =
      allowed.isEmpty ? .nothingToSearch : hits.isEmpty ? .nothingMatchesWell : .found
    let isPoor =
      request.leastBand == .none && !hits.contains { $0.score >= MatchBand.weak.leastScore }
    return Ranking(
      hits: hits, isRanked: true, calibration: vector?.calibration, notices: notices,
      verdict: isPoor && verdict == .found ? .nothingMatchesWell : verdict)
  }

  /// What may be found: the owner's present pictures that the filter and the gate leave.
  private func allowedRows(_ request: SearchRequest, _ changes: Int64) throws -> RowSet {
    let owner = reader.owner
    let present = try cache.rows(of: owner.name, changes: changes, filter: nil) {
      try reader.presentRows()
    }
    var rows = present
    if let filter = request.filter {
      rows = try cache.rows(of: owner.name, changes: changes, filter: filter) {
        try reader.images(where: FilterSQL(owner: owner).condition(filter)).intersection(present)
      }
    }
    if let gate = request.gate {
      rows = rows.intersection(try reader.images(within: gate.distance, of: gate.hash))
    }
    return rows
  }
}
