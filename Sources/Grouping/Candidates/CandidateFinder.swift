package import Core
import Fingerprints
import Hamming
import Kernels

/// Gives the 128×128 luma plane of an item; called from several threads at once.
package protocol LumaSource: Sendable {
  func luma(of item: Int) throws -> LumaPlane
}

/// Finds the pairs worth a look: every item is asked for in eight turns and mirrors and in 27 crop
/// windows among the stored hashes of all others.
///
/// The variants are made on the query side, so the index stays one hash an item. With n items this
/// is a join of 34 n query codes with n codes.
package struct CandidateFinder: Sendable {
  /// Largest Hamming distance (of 256) of a candidate.
  package var radius: Int
  /// Items with less texture than this are left out: their hashes say nothing.
  package var leastTexture: Float
  /// How many hypotheses are kept a pair.
  package var hypothesesPerPair = 3

  package init(radius: Int, leastTexture: Float) {
    self.radius = radius
    self.leastTexture = leastTexture
  }

  /// - Parameter known: items whose pairs among themselves are not asked for.
  /// - Returns: candidates in ascending order of their pair. A pair's hypotheses do not depend on
  ///   which items are known.
  package func candidates(
    among items: [GroupingItem], known: Set<Int> = [], lumas: some LumaSource,
    cancellation: CancellationToken
  ) throws -> [Candidate] {
    let textured = items.indices.filter { items[$0].texture >= leastTexture }
    let fresh = textured.filter { !known.contains($0) }
    guard textured.count > 1, !fresh.isEmpty else { return [] }
    let all = MultiQuery(codes: textured.map { items[$0].dct }, radius: radius)
    let new =
      fresh.count == textured.count
      ? all : MultiQuery(codes: fresh.map { items[$0].dct }, radius: radius)
    var found: [PairKey: [Candidate.Hypothesis]] = [:]
    for match in uprightMatches(textured, fresh, items, all) {
      try cancellation.check()
      let (a, b) = (min(match.query, match.hit), max(match.query, match.hit))
      let template = items[a].area <= items[b].area ? a : b
      add(
        Candidate.Hypothesis(
          template: template, alignment: .identity, distance: match.distance),
        to: PairKey(a, b), in: &found)
    }
    // Blocks bound the memory that the query codes take.
    let block = 4096
    for start in stride(from: 0, to: textured.count, by: block) {
      try cancellation.check()
      let part = Array(textured[start..<min(start + block, textured.count)])
      let variants = try ParallelMap.map(part) { try QueryVariants(of: lumas.luma(of: $0)).others }
      let isKnown = part.map(known.contains)
      // A known item is asked for among the new ones only.
      var matches = all.matches(
        of: part.indices.filter { !isKnown[$0] }, variants, hits: textured)
      let others = new.matches(of: part.indices.filter { isKnown[$0] }, variants, hits: fresh)
      // Of hypotheses that are equally close the first is kept, so their order must be one.
      if !others.isEmpty { matches = (matches + others).sorted() }
      for match in matches where match.hit != part[match.query] {
        let variant = variants[match.query][match.variant]
        add(
          Candidate.Hypothesis(
            template: match.hit, alignment: variant.alignment, distance: match.distance),
          to: PairKey(match.hit, part[match.query]), in: &found)
      }
    }
    return found.sorted { $0.key < $1.key }
      .map { Candidate(pair: $0.key, hypotheses: $0.value) }
  }

  /// Pairs of items, one of them new at least, whose stored hashes come close.
  private func uprightMatches(
    _ textured: [Int], _ fresh: [Int], _ items: [GroupingItem], _ all: MultiQuery
  ) -> [(query: Int, hit: Int, distance: Int)] {
    if fresh.count == textured.count {
      return all.pairs().map {
        (textured[Int($0.first)], textured[Int($0.second)], Int($0.distance))
      }
    }
    let isFresh = Set(fresh)
    return all.matches(of: fresh.map { items[$0].dct }).compactMap { match in
      let (query, hit) = (fresh[Int(match.query)], textured[Int(match.index)])
      // Two new items meet twice, and each meets itself.
      guard query < hit || !isFresh.contains(hit) else { return nil }
      return (query, hit, Int(match.distance))
    }
  }

  private func add(
    _ hypothesis: Candidate.Hypothesis, to pair: PairKey,
    in found: inout [PairKey: [Candidate.Hypothesis]]
  ) {
    var kept = found[pair] ?? []
    // A turn counts once, with its closest window: neighbouring windows lead registration to the
    // same place.
    if let same = kept.firstIndex(where: {
      $0.alignment.orientation == hypothesis.alignment.orientation
        && $0.template == hypothesis.template
    }) {
      guard hypothesis.distance < kept[same].distance else { return }
      kept.remove(at: same)
    }
    let place = kept.firstIndex { $0.distance > hypothesis.distance } ?? kept.endIndex
    kept.insert(hypothesis, at: place)
    found[pair] = Array(kept.prefix(hypothesesPerPair))
  }
}
