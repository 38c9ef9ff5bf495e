import Catalogue
import Core

/// Loads what a page shows of its hits, and says why they are there.
struct HitLoader {
  let reader: CatalogueReader
  let ranking: Ranking
  let request: SearchRequest

  /// A picture that went meanwhile is left out.
  func hits(_ ranked: [RankedHit]) throws -> [SearchHit] {
    let images = try reader.images(ranked.map { ImageID(rawValue: $0.row) })
    let byRow = Dictionary(uniqueKeysWithValues: images.map { ($0.id.rawValue, $0) })
    return try ranked.compactMap { hit in
      guard let image = byRow[hit.row] else { return nil }
      let isWhole = request.loadsFiles
      let files = isWhole ? try reader.files(of: image.id).filter { $0.state == .present } : []
      return SearchHit(
        image: image, paths: files.map(\.path),
        tags: isWhole ? try reader.allTags(of: image.id) : [],
        fileMarks: files.map(\.marks), score: hit.score, similarity: hit.similarity,
        band: ranking.isRanked ? MatchBand(score: hit.score) : nil, reasons: reasons(of: hit))
    }
  }

  private func reasons(of hit: RankedHit) -> [MatchReason] {
    var reasons = (hit.words?.findings ?? []).map(MatchReason.word)
    if let similarity = hit.similarity {
      let calibration = ranking.calibration.flatMap { $0.isKnown ? $0 : nil }
      let score = calibration?.score(of: similarity) ?? Double(max(0, min(1, similarity)))
      reasons.append(
        .similarity(
          similarity, excess: calibration?.excess(of: similarity), MatchBand(score: score)))
    }
    if request.filter != nil { reasons.append(.filter) }
    return reasons
  }
}
