package import Core
import Fingerprints
import Kernels

/// Finds the pictures that look like one.
package struct SimilarFinder<Source: LumaSource> {
  package struct Hit: Sendable {
    /// Position among the items.
    package var item: Int
    package var kind: DuplicateKind?
    package var score: Int
    package var distance: Int
  }

  private let items: [GroupingItem]
  private let lumas: Source

  package init(items: [GroupingItem], lumas: Source) {
    self.items = items
    self.lumas = lumas
  }

  /// - Returns: at most `limit` hits, copies before mere likeness, then by score, distance and path.
  package func hits(
    for query: GroupingItem, luma: LumaPlane, limit: Int, radius: Int
  ) throws -> [Hit] {
    let variants = QueryVariants(of: luma)
    var close: [(item: Int, distance: Int, variant: QueryVariants.Variant)] = []
    for (position, item) in items.enumerated() {
      if item.digest == query.digest {
        close.append((position, 0, variants.upright))
        continue
      }
      guard item.texture >= FingerprintSet.leastTexture,
        query.texture >= FingerprintSet.leastTexture
      else { continue }
      let (distance, variant) = variants.nearest(to: item.dct)
      if distance <= radius { close.append((position, distance, variant)) }
    }
    close.sort { ($0.distance, items[$0.item].path) < ($1.distance, items[$1.item].path) }
    // Only the closest are worth a look; the rest keep their distance as a score.
    let looked = try ParallelMap.map(close.prefix(max(200, limit)).map { $0 }) { candidate in
      try hit(candidate, query: query, luma: luma)
    }
    return looked.sorted { one, other in
      let (first, second) = (one.kind ?? .burst, other.kind ?? .burst)
      if (one.kind == nil) != (other.kind == nil) { return one.kind != nil }
      if first != second { return first < second }
      return (other.score, one.distance, items[one.item].path)
        < (one.score, other.distance, items[other.item].path)
    }.prefix(limit).map { $0 }
  }

  private func hit(
    _ candidate: (item: Int, distance: Int, variant: QueryVariants.Variant), query: GroupingItem,
    luma: LumaPlane
  ) throws -> Hit {
    let item = items[candidate.item]
    if item.digest == query.digest {
      return Hit(item: candidate.item, kind: .exactFile, score: 100, distance: 0)
    }
    let likeness = max(0, 100 - candidate.distance * 100 / 128)
    let verifier = PairVerifier()
    let comparison = verifier.compare(
      template: try lumas.luma(of: candidate.item), image: luma,
      hypothesis: candidate.variant.alignment)
    let evidence = verifier.evidence(
      template: 0, image: 1, items: [item, query], comparison: comparison)
    return Hit(
      item: candidate.item, kind: evidence?.kind, score: evidence?.confidence ?? likeness,
      distance: candidate.distance)
  }
}
