import Core
import Fingerprints

/// Which of several copies to keep, and why.
package struct KeeperRanking: Sendable {
  private let items: [GroupingItem]
  /// What a person wants to keep, the weightiest first.
  private let rules: [KeepRule]
  /// Pictures with empty corners that a tilt left, as comparisons showed.
  private let padded: Set<Int>
  /// Pictures that lie askew against most of their copies.
  private let tilted: Set<Int>
  /// Pictures that lie turned or mirrored against most of their copies.
  private let turned: Set<Int>
  /// Lossless files with the very pixels of a lossy one: made from it, since the other way would
  /// have changed them.
  private let converted: Set<Int>
  /// How many others are plain re-saves of an item.
  private let plain: [Int: Int]

  package init(
    items: [GroupingItem], links: some Sequence<PairEvidence>, rules: [KeepRule] = []
  ) {
    self.items = items
    self.rules = rules
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
    var shown: [Int: (padded: Int, tilted: Int, turned: Int, all: Int)] = [:]
    for link in links where link.kind.isCopy {
      for item in [link.template, link.image] {
        shown[item, default: (0, 0, 0, 0)].all += 1
        if link.isTilted { shown[item]!.tilted += 1 }
        if link.alignment.orientation != .identity { shown[item]!.turned += 1 }
        if link.padded == item { shown[item]!.padded += 1 }
      }
    }
    tilted = Set(shown.filter { 2 * $0.value.tilted > $0.value.all }.keys)
    turned = Set(shown.filter { 2 * $0.value.turned > $0.value.all }.keys)
    padded = Set(shown.filter { 3 * $0.value.padded > $0.value.all }.keys)
  }

  /// Orders positions from the best to keep to the least. Total and repeatable: ties end at the
  /// path.
  package func ranked(_ positions: [Int]) -> [Int] {
    let most = Standard(
      area: positions.map { items[$0].area }.max() ?? 0,
      colourfulness: positions.map { items[$0].colourfulness }.max() ?? 0)
    let wanted = rules.map { merits(of: positions, by: $0) }
    return positions.map { position in
      let wanted = wanted.map { $0[position] ?? 0 }
      return (position: position, merits: merits(of: position, beside: most, wanted))
    }
    .sorted { one, other in
      one.merits == other.merits
        ? items[one.position].path < items[other.position].path
        : other.merits.lexicographicallyPrecedes(one.merits)
    }
    .map(\.position)
  }

  /// What a rule makes of each of `positions`; more is better.
  private func merits(of positions: [Int], by rule: KeepRule) -> [Int: Int64] {
    if rule == .bestQuality { return QualityMerits(items: items).merits(positions) }
    let order = KeepOrder([rule])
    return Dictionary(
      uniqueKeysWithValues: positions.map { ($0, order.merit(rule, of: KeepCandidate(items[$0]))) })
  }

  /// The most that any of the ranked has. Comparing pair by pair with tolerances would not give an
  /// order: a could beat b, b beat c, and c beat a.
  private struct Standard {
    var area: Int
    var colourfulness: Float
  }

  /// What counts, the weightiest first; more is better.
  ///
  /// - Parameter wanted: what the rules make of it. A reference, and a copy that shows less than
  ///   others, are not for a rule to decide.
  private func merits(of position: Int, beside most: Standard, _ wanted: [Int64]) -> [Int64] {
    let item = items[position]
    func merit(_ holds: Bool) -> Int64 { holds ? 1 : 0 }
    let isGrey = most.colourfulness > 3 && item.colourfulness < 0.25 * most.colourfulness
    // A difference of a few pixels is a rounding of a resize, not a better picture.
    let area = Double(item.area) >= 0.98 * Double(most.area) ? most.area : item.area
    let whole = [
      merit(item.isReference), merit(!tilted.contains(position)),
      merit(!padded.contains(position)), merit(!isGrey),
    ]
    return whole + wanted + [
      // Turning loses nothing, so it counts among equals in size only.
      Int64(area), merit(!turned.contains(position)),
      merit(item.format == .raw), Int64(item.metadataRichness),
      merit(!converted.contains(position)),
      // An edit stands alone; what was copied and saved again is what the copies were made of.
      Int64(plain[position, default: 0] + item.fileCount),
      merit(item.format.isLossless),
      // Within the same minute the times say when somebody copied, not when somebody edited.
      -(item.modified / 60_000_000_000), item.byteSize,
    ]
  }

  /// What speaks for `keeper` among `positions`, the weightiest first; never empty.
  package func reasons(for keeper: Int, among positions: [Int]) -> [String] {
    let best = items[keeper]
    let others = positions.filter { $0 != keeper }.map { items[$0] }
    var reasons: [String] = []
    if best.isReference { reasons.append("lies in a reference folder") }
    reasons += wishes(for: keeper, among: positions)
    if !rules.isEmpty, !reasons.isEmpty { return reasons }
    if !padded.contains(keeper), positions.contains(where: padded.contains) {
      reasons.append("has no filled-in corners")
    }
    if !turned.contains(keeper),
      positions.contains(where: {
        turned.contains($0) && items[$0].metadataRichness > best.metadataRichness
      })
    {
      reasons.append("lies as most of its copies do")
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
      Double(best.byteSize) > 1.05 * Double(most)
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

extension KeeperRanking {
  /// What the first rule that sees a difference says for `keeper`.
  private func wishes(for keeper: Int, among positions: [Int]) -> [String] {
    for rule in rules {
      let merits = merits(of: positions, by: rule)
      let mine = merits[keeper] ?? 0
      guard positions.contains(where: { (merits[$0] ?? 0) < mine }) else { continue }
      return rule == .bestQuality
        ? QualityMerits(items: items).reasons(for: keeper, among: positions) : [rule.reason]
    }
    return []
  }
}

extension KeepCandidate {
  /// A single picture, whose reference and quality others look after.
  init(_ item: GroupingItem) {
    self.init(
      paths: [item.path], area: item.area, byteSize: item.byteSize, modified: item.modified,
      metadata: item.metadataRichness, priority: item.priority, isReference: item.isReference)
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
