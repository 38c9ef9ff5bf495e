import Catalogue
import Core
import Vectors

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Makes one ranked list of what vectors and words found.
struct HitFusion {
  let request: SearchRequest
  let vector: QueryVector?
  /// Best first.
  var similar: [VectorMatch] = []
  /// Best first.
  var words: [(row: Int64, match: WordMatch)] = []
  let searcher: Searcher

  /// Best first, hits of equal order by their row; without those that the request leaves out.
  func hits() throws -> [RankedHit] {
    var candidates: [Int64: Candidate] = [:]
    for (rank, match) in similar.enumerated() {
      candidates[match.row] = Candidate(
        row: match.row, similarity: match.similarity, similarityRank: rank)
    }
    try add(words, to: &candidates)
    var hits = candidates.values.map(hit).filter(isWanted)
    if !request.boosts.isNeutral { try boost(&hits) }
    return hits.sorted { ($1.order, $0.row) < ($0.order, $1.row) }
  }

  /// Whether a picture that has none of the words is a hit by its similarity.
  func isWanted(_ match: VectorMatch) -> Bool {
    isWanted(hit(Candidate(row: match.row, similarity: match.similarity)))
  }

  private func isWanted(_ hit: RankedHit) -> Bool {
    hit.score >= max(request.leastScore, request.leastBand.leastScore)
      && request.leastSimilarity.map { (hit.similarity ?? -2) >= $0 } ?? true
  }

  private struct Candidate {
    var row: Int64
    var similarity: Float?
    var similarityRank: Int?
    var match: WordMatch?
    var matchRank: Int?
  }

  private func add(
    _ matches: [(row: Int64, match: WordMatch)], to candidates: inout [Int64: Candidate]
  ) throws {
    for (rank, (row, match)) in matches.enumerated() {
      var candidate = candidates[row] ?? Candidate(row: row)
      if candidate.similarity == nil, let vector, let model = searcher.model {
        candidate.similarity = try model.similarity(of: row, to: vector.vector)
      }
      (candidate.match, candidate.matchRank) = (match, rank)
      candidates[row] = candidate
    }
  }

  private func hit(_ candidate: Candidate) -> RankedHit {
    let similarity = candidate.similarity.map { similarity in
      vector?.calibration?.score(of: similarity) ?? Double(max(0, min(1, similarity)))
    }
    let score = Fusion.calibrated(similarity: similarity, words: candidate.match?.score)
    let order =
      switch request.fusion {
      case .calibrated: fineOrder(candidate, score)
      case .reciprocalRank:
        Fusion.reciprocal(
          ranks: [candidate.similarityRank, candidate.matchRank].compactMap(\.self),
          lists: (vector == nil ? 0 : 1) + (words.isEmpty ? 0 : 1))
      }
    return RankedHit(
      row: candidate.row, order: order, score: score, similarity: candidate.similarity,
      words: candidate.match)
  }

  /// Scores of the surest hits lie so close to 1 that they could become equal: what no words
  /// matched is sorted by the cosine itself, which never changes the order of scores.
  private func fineOrder(_ candidate: Candidate, _ score: Double) -> Double {
    guard let similarity = candidate.similarity else { return score }
    return score + 1e-9 * Double(similarity)
  }

  private func boost(_ hits: inout [RankedHit]) throws {
    let facts = try searcher.reader.rankingFacts(of: hits.map(\.row))
    let now = Timestamp.now
    let boosts = request.boosts
    for position in hits.indices {
      let fact = facts[hits[position].row]
      let recency = fact?.taken.flatMap { DateSpan($0) }.map { span in
        exp2(-Double(max(0, now.rawValue - span.start.rawValue)) / Self.yearMilliseconds)
      }
      let bonus = boosts.recency * (recency ?? 0) + boosts.quality * (fact?.quality ?? 0)
      hits[position].order =
        (hits[position].order + bonus) / (1 + boosts.recency + boosts.quality)
    }
  }

  private static let yearMilliseconds = 365.25 * 86_400_000
}
