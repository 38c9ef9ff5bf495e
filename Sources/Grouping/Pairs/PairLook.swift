import Core

/// Looks at pairs of items: fetches their planes, compares and classifies.
struct PairLook<Source: LumaSource>: Sendable {
  let items: [GroupingItem]
  let lumas: Source
  let verifier: PairVerifier

  /// What two items are under one alignment, tried from both sides: `nil` for different pictures.
  func evidence(
    template: Int, image: Int, alignment: PairAlignment
  ) throws -> PairEvidence? {
    let found = try compare(template, image, alignment)
    if found?.kind.isCopy == true { return found }
    // Seen from the other side the border of a tilted copy falls outside.
    guard let back = (found?.alignment ?? alignment).inverse,
      let other = try compare(image, template, back), other.kind.isCopy
    else { return found }
    return other
  }

  /// The strongest evidence of a candidate's hypotheses.
  func evidence(of candidate: Candidate) throws -> PairEvidence? {
    var best: PairEvidence?
    for hypothesis in candidate.hypotheses {
      let pair = candidate.pair
      let image = hypothesis.template == pair.first ? pair.second : pair.first
      let found = try evidence(
        template: hypothesis.template, image: image, alignment: hypothesis.alignment)
      if let found, best.map({ found.isStronger(than: $0) }) ?? true { best = found }
      if let best, best.kind.isCopy, best.correlation > 0.99 { break }
    }
    return best
  }

  private func compare(
    _ template: Int, _ image: Int, _ alignment: PairAlignment
  ) throws -> PairEvidence? {
    let detail = min(items[template].detail, items[image].detail)
    let comparison = verifier.compare(
      template: LumaDetail.limited(
        try lumas.luma(of: template), to: detail, having: items[template].detail),
      image: LumaDetail.limited(
        try lumas.luma(of: image), to: detail, having: items[image].detail),
      hypothesis: alignment)
    return verifier.evidence(
      template: template, image: image, items: items, comparison: comparison)
  }
}
