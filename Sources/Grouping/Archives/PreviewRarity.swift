import Catalogue

/// How much a preview says: one that many archives have says little of any two of them.
struct PreviewRarity {
  private var holders: [[Int]]

  init(_ found: [PairKey: [ArchivePair.Match]], _ archives: [CataloguedArchive]) {
    holders = archives.map { [Int](repeating: 0, count: $0.record.previews.count) }
    for (key, matches) in found {
      for preview in Set(matches.map(\.left)) { holders[key.first][preview] += 1 }
      for preview in Set(matches.map(\.right)) { holders[key.second][preview] += 1 }
    }
  }

  /// The mean of both sides' shares of previews that have a match, each weighed by 1 ÷ (1 + archives
  /// that have it too).
  func coverage(of matches: [ArchivePair.Match], _ pair: PairKey) -> Double {
    (share(of: Set(matches.map(\.left)), pair.first)
      + share(of: Set(matches.map(\.right)), pair.second)) / 2
  }

  /// 1 ÷ (1 + archives that have it too) for each preview of an archive.
  func weights(of archive: Int) -> [Double] { holders[archive].map { 1 / Double(1 + $0) } }

  private func share(of matched: Set<Int>, _ archive: Int) -> Double {
    let weights = weights(of: archive)
    let all = weights.reduce(0, +)
    return all > 0 ? matched.reduce(0) { $0 + weights[$1] } / all : 0
  }
}
