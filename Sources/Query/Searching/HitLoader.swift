import Catalogue
import Core

/// Loads what a page shows of its hits.
struct HitLoader {
  let reader: CatalogueReader

  /// A picture that went meanwhile is left out.
  func hits(_ found: [FoundHit]) throws -> [SearchHit] {
    let images = try reader.images(found.map(\.id))
    let byID = Dictionary(uniqueKeysWithValues: images.map { ($0.id, $0) })
    return try found.compactMap { hit in
      guard let image = byID[hit.id] else { return nil }
      let files = try reader.files(of: image.id).filter { $0.state == .present }
      return SearchHit(
        found: hit, image: image, paths: files.map(\.path), tags: try reader.allTags(of: image.id),
        fileMarks: files.map(\.marks))
    }
  }
}

extension Ranking {
  /// A hit as it is shown, and why it is there.
  ///
  /// - Parameter isFiltered: whether there was a filter to meet.
  func shown(_ hit: RankedHit, isFiltered: Bool) -> FoundHit {
    FoundHit(
      id: ImageID(rawValue: hit.row), score: hit.score, similarity: hit.similarity,
      band: isRanked ? MatchBand(score: hit.score) : nil,
      reasons: reasons(of: hit, isFiltered: isFiltered))
  }

  private func reasons(of hit: RankedHit, isFiltered: Bool) -> [MatchReason] {
    var reasons = (hit.words?.findings ?? []).map(MatchReason.word)
    if let similarity = hit.similarity {
      let calibration = calibration.flatMap { $0.isKnown ? $0 : nil }
      let score = calibration?.score(of: similarity) ?? Double(max(0, min(1, similarity)))
      reasons.append(
        .similarity(
          similarity, excess: calibration?.excess(of: similarity), MatchBand(score: score)))
    }
    if isFiltered { reasons.append(.filter) }
    return reasons
  }
}
