import Core

/// Which of several copies to keep, and why.
package struct KeeperRanking: Sendable {
  private let items: [GroupingItem]
  /// Pictures with empty corners that a tilt left, as comparisons showed.
  private let padded: Set<Int>

  package init(items: [GroupingItem], links: some Sequence<PairEvidence>) {
    self.items = items
    // A border shows against most copies; a plain corner of the original only against tilted ones.
    var shown: [Int: (padded: Int, all: Int)] = [:]
    for link in links where link.kind.isCopy {
      for item in [link.template, link.image] {
        shown[item, default: (0, 0)].all += 1
        if link.padded == item { shown[item]!.padded += 1 }
      }
    }
    padded = Set(shown.filter { 2 * $0.value.padded > $0.value.all }.keys)
  }

  /// Orders positions from the best to keep to the least. Total and repeatable: ties end at the
  /// path.
  package func ranked(_ positions: [Int]) -> [Int] {
    positions.sorted { isBetter($0, than: $1) }
  }

  private func isBetter(_ one: Int, than other: Int) -> Bool {
    let (a, b) = (items[one], items[other])
    if a.isReference != b.isReference { return a.isReference }
    if padded.contains(one) != padded.contains(other) { return padded.contains(other) }
    if a.isColour != b.isColour { return a.isColour }
    // A difference of a few pixels is a rounding of a resize, not a better picture.
    if Double(abs(a.area - b.area)) > 0.02 * Double(max(a.area, b.area)) { return a.area > b.area }
    if a.format == .raw, b.format != .raw { return true }
    if b.format == .raw, a.format != .raw { return false }
    if a.metadataRichness != b.metadataRichness { return a.metadataRichness > b.metadataRichness }
    if a.format == b.format, a.byteSize != b.byteSize { return a.byteSize > b.byteSize }
    if a.format.isLossless != b.format.isLossless { return a.format.isLossless }
    if a.byteSize != b.byteSize { return a.byteSize > b.byteSize }
    if a.modified != b.modified { return a.modified < b.modified }
    return a.path < b.path
  }

  /// What speaks for `keeper` among `positions`, the weightiest first; never empty.
  package func reasons(for keeper: Int, among positions: [Int]) -> [String] {
    let best = items[keeper]
    let others = positions.filter { $0 != keeper }.map { items[$0] }
    var reasons: [String] = []
    if best.isReference { reasons.append("lies in a reference folder") }
    if !padded.contains(keeper), positions.contains(where: padded.contains) {
      reasons.append("has no filled-in corners")
    }
    if best.isColour, others.contains(where: { !$0.isColour }) { reasons.append("is in colour") }
    if let most = others.map(\.area).max(), Double(best.area) > 1.02 * Double(most) {
      reasons.append("has the most pixels (\(best.width)×\(best.height))")
    }
    if best.metadataRichness > 0,
      others.allSatisfy({ $0.metadataRichness < best.metadataRichness })
    {
      reasons.append("kept its camera data")
    }
    if let most = others.filter({ $0.format == best.format }).map(\.byteSize).max(),
      best.byteSize > most + most / 20
    {
      reasons.append("is the least compressed")
    }
    if best.format.isLossless, others.allSatisfy({ !$0.format.isLossless }) {
      reasons.append("is stored without loss")
    }
    if reasons.isEmpty, others.allSatisfy({ best.modified < $0.modified }) {
      reasons.append("is the oldest")
    }
    if reasons.isEmpty { reasons.append("comes first; the copies are as good") }
    return reasons
  }
}

extension GroupingItem {
  /// Whether any part of the picture has colour.
  package var isColour: Bool {
    chroma.contains { abs(Int($0) - 128) > 5 }
  }
}
