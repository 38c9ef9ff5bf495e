import Core
import Hamming

/// The second of two stages: what hashes propose is confirmed by the cosine of vectors.
///
/// A cosine says that two pictures look alike, not that one was made from the other. So it never
/// names a kind of copy: it adds to what the pixels say, or makes a ``DuplicateKind/visual`` pair.
struct CosineStage<Source: CosineSource> {
  let items: [GroupingItem]
  let options: DuplicateOptions
  let cosines: Source

  private var confirmation: PairConfirmation { options.confirmation }

  /// A pair that the pixels agree on, with its cosine; `nil` when that is needed and too low.
  func confirmed(_ evidence: PairEvidence) throws -> PairEvidence? {
    guard confirmation.asksCosines else { return evidence }
    var evidence = evidence
    evidence.cosine = try cosines.cosine(evidence.template, evidence.image)
    // Where every pixel is the same there is nothing left to confirm.
    guard confirmation.requiresCosine, evidence.kind > .identicalPixels else { return evidence }
    return evidence.cosine.map { $0 >= confirmation.leastCosine } ?? false ? evidence : nil
  }

  /// The pairs that stay, of those that the pixels agree on.
  func confirmed(
    _ links: [PairKey: PairEvidence], _ cancellation: CancellationToken
  ) throws -> [PairKey: PairEvidence] {
    guard confirmation.asksCosines else { return links }
    let pairs = links.keys.sorted()
    let found = try inBlocks(pairs, cancellation) { try confirmed(links[$0]!) }
    return Dictionary(
      uniqueKeysWithValues: zip(pairs, found).compactMap { pair, evidence in
        evidence.map { (pair, $0) }
      })
  }

  /// Pairs with near perceptual hashes and a high cosine, of which the pixels say nothing.
  ///
  /// - Parameter links: what the pixels say, whatever it is.
  /// - Complexity: a join of 64-bit codes, and two vectors read a pair.
  func lookAlikes(
    besides links: [PairKey: PairEvidence], _ cancellation: CancellationToken
  ) throws -> [PairKey: PairEvidence] {
    guard confirmation.findsLookAlikes else { return [:] }
    let textured = items.indices.filter { items[$0].texture >= options.leastTexture }
    let gate = confirmation.gate
    let near = hammingSearch(textured.map { items[$0].perceptual }, within: gate)
      .pairs(within: gate).map { PairKey(textured[Int($0.first)], textured[Int($0.second)]) }
      .filter { links[$0] == nil }
    let found = try inBlocks(near, cancellation) { pair -> PairEvidence? in
      guard let cosine = try cosines.cosine(pair.first, pair.second),
        cosine >= confirmation.leastCosine
      else { return nil }
      return PairEvidence(lookAlike: pair, items: items, cosine: cosine)
    }
    return Dictionary(uniqueKeysWithValues: found.compactMap { $0 }.map { ($0.pair, $0) })
  }

  private func inBlocks<Result: Sendable>(
    _ pairs: [PairKey], _ cancellation: CancellationToken,
    _ transform: @Sendable (PairKey) throws -> Result
  ) throws -> [Result] {
    var results: [Result] = []
    results.reserveCapacity(pairs.count)
    let block = 4096
    for start in stride(from: 0, to: pairs.count, by: block) {
      try cancellation.check()
      let part = Array(pairs[start..<min(start + block, pairs.count)])
      results += try ParallelMap.map(part, transform)
    }
    return results
  }
}

extension PairEvidence {
  /// Of two pictures that were not laid over each other: their measurements are 0.
  fileprivate init(lookAlike pair: PairKey, items: [GroupingItem], cosine: Float) {
    let isFirstSmaller = items[pair.first].area <= items[pair.second].area
    self.init(
      template: isFirstSmaller ? pair.first : pair.second,
      image: isFirstSmaller ? pair.second : pair.first, kind: .visual,
      confidence: Int(min(99, max(0, 100 * cosine))),
      distance: items[pair.first].dct.distance(to: items[pair.second].dct), alignment: .identity,
      correlation: 0, agreement: 0, coverage: 0, extent: 0, residual: 0, worstResidual: 0,
      padded: nil, cosine: cosine)
  }
}
