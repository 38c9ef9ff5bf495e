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

  /// A page of what a request finds, with what is known of each picture.
  ///
  /// - Throws: as ``found(_:)``.
  package func search(_ request: SearchRequest) throws -> SearchPage {
    let page = try found(request)
    return page.with(try HitLoader(reader: reader).hits(page.hits))
  }

  /// A page of what a request finds. Nothing is loaded of the pictures; one that went meanwhile may
  /// be among them.
  ///
  /// - Throws: a fault when a term cannot be understood or read, the cursor belongs to another
  ///   search, or the catalogue or the index is damaged.
  package func found(_ request: SearchRequest) throws -> FoundPage {
    precondition(request.limit > 0, "a page has hits")
    let key = SearchKey(request)
    let cursor = try request.cursor.map {
      try SearchCursor($0, fingerprint: key.fingerprint)
    }
    let changes = try reader.changeCount()
    let cacheKey = SearchCache.Key(
      owner: reader.owner.name, changes: changes, index: model?.version ?? -1, search: key)
    // One more than the page ends with tells whether there is another.
    let needed = (cursor?.offset ?? 0) + request.limit + 1
    let ranking = try cache.ranking(for: cacheKey, with: needed) {
      try rank(request, changes, needed: needed)
    }
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
    return FoundPage(
      hits: slice.map { ranking.shown($0, isFiltered: request.filter != nil) },
      total: ranking.hits.count, next: next, verdict: ranking.verdict, notices: ranking.notices)
  }

  // MARK: Ranking

  /// - Parameter needed: so many hits are enough, where not all are to be counted.
  private func rank(_ request: SearchRequest, _ changes: Int64, needed: Int) throws -> Ranking {
    if request.terms.isEmpty { return try latest(request, changes) }
    var notices: [SearchNotice] = []
    let vector = try QueryVector(of: request, self, cache.texts, &notices)
    if let vector, let model,
      let quick = QuickRanking(request, vector, model, self, needed: needed)
    {
      let isKnown = cache.hasRows(
        of: reader.owner.name, changes: changes, filter: request.filter)
      let isRestless = cache.isRestless(at: changes)
      if !isKnown, let found = try quick.probed(deeply: isRestless) {
        if request.filter == nil {
          notices += lacking(try cache.presentCount(of: reader), model)
        }
        return ranking(found, vector, notices)
      }
      let allowed = try allowedRows(request, changes).subtracting(quick.unwanted)
      return ranking(
        try quick.found(within: allowed), vector, notices + lacking(allowed.count, model))
    }
    let rows = try allowedRows(request, changes)
    let allowed =
      request.includesQueried ? rows : rows.subtracting(RowSet(vector?.queriedRows ?? []))
    let words = try WordSearch(of: request, self, allowed, hasVector: vector != nil, &notices)
    var fusion = HitFusion(
      request: request, vector: vector, words: words.matches, searcher: self)
    if let vector, let model {
      let limit = max(request.depth, request.limit)
      fusion.similar =
        allowed.isEmpty
        ? [] : try model.nearest(to: vector.vector, limit: limit, within: allowed)
      notices += lacking(allowed.count, model)
    }
    let found = FoundHits(hits: try fusion.hits(), isAnythingAllowed: !allowed.isEmpty)
    return ranking(found, vector, notices)
  }

  private func ranking(
    _ found: FoundHits, _ vector: QueryVector?, _ notices: [SearchNotice]
  ) -> Ranking {
    let isPoor = !found.hits.contains { $0.score >= MatchBand.weak.leastScore }
    let verdict: SearchVerdict =
      !found.isAnythingAllowed ? .nothingToSearch : isPoor ? .nothingMatchesWell : .found
    return Ranking(
      hits: found.hits, isComplete: found.isComplete, isRanked: true,
      calibration: vector?.calibration, notices: notices, verdict: verdict)
  }

  /// What the filter leaves, where nothing is looked for.
  private func latest(_ request: SearchRequest, _ changes: Int64) throws -> Ranking {
    let rows = try allowedRows(request, changes)
    let latest = try reader.latestFirst(rows)
    return Ranking(
      hits: latest.map { RankedHit(row: $0, order: 0, score: 1) }, isRanked: false,
      calibration: nil, notices: [], verdict: rows.isEmpty ? .nothingToSearch : .found)
  }

  /// Pictures without a vector are seen by words alone; said only when there are any.
  private func lacking(_ count: Int, _ model: SearchModel) -> [SearchNotice] {
    count > model.index.count ? [.withoutVectors(count - model.index.count)] : []
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
