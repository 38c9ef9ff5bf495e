import Core

/// Which of several copies to keep, and why.
package struct KeeperRanking: Sendable {
  private let items: [GroupingItem]
  /// Pictures with empty corners that a tilt left, as comparisons showed.
  private let padded: Set<Int>
  /// Lossless files with the very pixels of a lossy one: made from it, since the other way would
  /// have changed them.
  private let converted: Set<Int>
  /// How many others are plain re-saves of an item.
  private let plain: [Int: Int]

  package init(items: [GroupingItem], links: some Sequence<PairEvidence>) {
    self.items = items
    var converted: Set<Int> = []
    var plain: [Int: Int] = [:]
    for link in links where link.kind.isAutomatic {
      for item in [link.template, link.image] {
        plain[item, default: 0] += 1
        let other = link.other(than: item)
        if link.kind == .identicalPixels, items[item].format.isLossless,
          !items[other].format.isLossless
        {
          converted.insert(item)
        }
      }
    }
    self.converted = converted
    self.plain = plain
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
    if a.isClearlyMoreColourful(than: b) { return true }
    if b.isClearlyMoreColourful(than: a) { return false }
    // A difference of a few pixels is a rounding of a resize, not a better picture.
    if Double(abs(a.area - b.area)) > 0.02 * Double(max(a.area, b.area)) { return a.area > b.area }
    if a.format == .raw, b.format != .raw { return true }
    if b.format == .raw, a.format != .raw { return false }
    if a.metadataRichness != b.metadataRichness { return a.metadataRichness > b.metadataRichness }
    if converted.contains(one) != converted.contains(other) { return converted.contains(other) }
    // An edit stands alone; what was copied and saved again is what the copies were made of.
    let (plainA, plainB) = (plain[one, default: 0], plain[other, default: 0])
    if plainA + a.fileCount != plainB + b.fileCount {
      return plainA + a.fileCount > plainB + b.fileCount
    }
    if a.format == b.format, Double(abs(a.byteSize - b.byteSize)) > 0.5 * Double(b.byteSize) {
      return a.byteSize > b.byteSize
    }
    if a.format.isLossless != b.format.isLossless { return a.format.isLossless }
    // Within the same minute the times say when somebody copied, not when somebody edited.
    if abs(a.modified - b.modified) > 60_000_000_000 { return a.modified < b.modified }
    if a.byteSize != b.byteSize { return a.byteSize > b.byteSize }
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
    if others.contains(where: best.isClearlyMoreColourful) { reasons.append("is in colour") }
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
  /// Root mean square distance of the chroma grid from grey, in grey levels.
  package var colourfulness: Float {
    let sum = chroma.reduce(0) { $0 + (Int($1) - 128) * (Int($1) - 128) }
    return chroma.isEmpty ? 0 : (Float(sum) / Float(chroma.count)).squareRoot()
  }

  /// Whether this is a picture in colour and the other its black-and-white copy. Two pictures with
  /// little colour are neither.
  func isClearlyMoreColourful(than other: GroupingItem) -> Bool {
    colourfulness > 3 && other.colourfulness < 0.25 * colourfulness
  }
}
