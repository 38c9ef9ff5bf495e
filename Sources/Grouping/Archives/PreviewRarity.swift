import Catalogue

/// How much a preview says: one that many archives have says little of any two of them.
struct PreviewRarity {
  /// Archives that have each preview too.
  private var holders: [[Int]]
  /// Positions of the pictures, and of what was drawn of models, in each archive; blank ones left out.
  private var pictures: [[Int]] = []
  private var models: [[Int]] = []

  init(_ found: [PairKey: [ArchivePair.Match]], _ archives: [CataloguedArchive]) {
    holders = archives.map { [Int](repeating: 0, count: $0.record.previews.count) }
    for archive in archives {
      let shown = archive.record.previews.enumerated().filter { preview in
        preview.element.look.texture >= ArchiveLooks.leastTexture
      }
      pictures.append(shown.filter { $0.element.kind != .rendering }.map(\.offset))
      models.append(shown.filter { $0.element.kind == .rendering }.map(\.offset))
    }
    for (key, matches) in found {
      for preview in Set(matches.map(\.left)) { holders[key.first][preview] += 1 }
      for preview in Set(matches.map(\.right)) { holders[key.second][preview] += 1 }
    }
  }

  /// The mean of both sides' shares of pictures that have a match, each weighed by 1 ÷ (1 + archives
  /// that have it too); `nil` where one side has none.
  func pictureCoverage(of matches: [ArchivePair.Match], _ pair: PairKey) -> Double? {
    guard !pictures[pair.first].isEmpty, !pictures[pair.second].isEmpty else { return nil }
    return
      (share(of: Set(matches.map(\.left)), pair.first)
      + share(of: Set(matches.map(\.right)), pair.second)) / 2
  }

  /// The share of drawn models that match another, of the side that has fewer; `nil` where one has
  /// none.
  func modelCoverage(of matches: [ArchivePair.Match], _ pair: PairKey) -> Double? {
    let (left, right) = (models[pair.first], models[pair.second])
    guard !left.isEmpty, !right.isEmpty else { return nil }
    let count = matches.count { left.contains($0.left) && right.contains($0.right) }
    return Double(count) / Double(min(left.count, right.count))
  }

  /// Positions of the pictures of an archive that are not blank.
  func pictures(of archive: Int) -> [Int] { pictures[archive] }

  /// Positions of what was drawn of its models.
  func models(of archive: Int) -> [Int] { models[archive] }

  /// 1 ÷ (1 + archives that have it too) for each preview of an archive.
  func weights(of archive: Int) -> [Double] { holders[archive].map { 1 / Double(1 + $0) } }

  private func share(of matched: Set<Int>, _ archive: Int) -> Double {
    let weights = weights(of: archive)
    let all = pictures[archive].reduce(0) { $0 + weights[$1] }
    return pictures[archive].reduce(0) { $0 + (matched.contains($1) ? weights[$1] : 0) } / all
  }
}
