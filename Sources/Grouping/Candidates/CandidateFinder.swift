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

  /// - Returns: candidates in ascending order of their pair.
  package func candidates(
    among items: [GroupingItem], lumas: some LumaSource, cancellation: CancellationToken
  ) throws -> [Candidate] {
    let textured = items.indices.filter { items[$0].texture >= leastTexture }
    guard textured.count > 1 else { return [] }
    let search = MultiQuery(codes: textured.map { items[$0].dct }, radius: radius)
    var found: [PairKey: [Candidate.Hypothesis]] = [:]
    for pair in search.pairs() {
      try cancellation.check()
      let (a, b) = (textured[Int(pair.first)], textured[Int(pair.second)])
      let (template, _) = items[a].area <= items[b].area ? (a, b) : (b, a)
      add(
        Candidate.Hypothesis(
          template: template, alignment: .identity, distance: Int(pair.distance)),
        to: PairKey(a, b), in: &found)
    }
    // Blocks bound the memory that the query codes take.
    let block = 4096
    for start in stride(from: 0, to: textured.count, by: block) {
      try cancellation.check()
      let part = Array(textured[start..<min(start + block, textured.count)])
      let variants = try ParallelMap.map(part) { try QueryVariants(of: lumas.luma(of: $0)).others }
      for match in search.matches(of: variants.flatMap { $0.map(\.hash) }) {
        let perItem = QueryVariants.otherCount
        let query = part[Int(match.query) / perItem]
        let variant = variants[Int(match.query) / perItem][Int(match.query) % perItem]
        let hit = textured[Int(match.index)]
        guard hit != query else { continue }
        add(
          Candidate.Hypothesis(
            template: hit, alignment: variant.alignment, distance: Int(match.distance)),
          to: PairKey(hit, query), in: &found)
      }
    }
    return found.sorted { $0.key < $1.key }
      .map { Candidate(pair: $0.key, hypotheses: $0.value) }
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
