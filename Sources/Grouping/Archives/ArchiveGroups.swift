package import Catalogue
internal import Core

/// Archives that hold the same, around the one to keep.
package struct ArchiveGroup: Hashable, Sendable {
  /// Position of the fullest archive.
  package var keeper: Int
  /// The others, the surest first, each with what it has in common with the keeper.
  package var members: [(archive: Int, pair: ArchivePair)]

  /// The least of its members'.
  package var confidence: Int { members.map(\.pair.confidence).min() ?? 0 }

  package static func == (left: ArchiveGroup, right: ArchiveGroup) -> Bool {
    left.keeper == right.keeper && left.members.map(\.archive) == right.members.map(\.archive)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(keeper)
    hasher.combine(members.map(\.archive))
  }
}

extension ArchiveGroup {
  /// Groups without chaining: every member is paired with the keeper itself
  /// (docs/design/0003-groups-are-stars-around-the-keeper.md). Among archives with nearly the most
  /// pairs the one with most files is kept, then the largest unpacked, then the first by path.
  package static func groups(
    of pairs: [ArchivePair], among archives: [CataloguedArchive]
  ) -> [ArchiveGroup] {
    var neighbours: [Int: [Int: ArchivePair]] = [:]
    for pair in pairs {
      neighbours[pair.first, default: [:]][pair.second] = pair
      neighbours[pair.second, default: [:]][pair.first] = pair
    }
    var left = Set(neighbours.keys)
    var groups: [ArchiveGroup] = []
    while let keeper = keeper(among: left, neighbours, archives) {
      left.remove(keeper)
      let members = (neighbours[keeper] ?? [:]).filter { left.contains($0.key) }
        .map { (archive: $0.key, pair: $0.value) }
        .sorted { ($1.pair.confidence, $0.archive) < ($0.pair.confidence, $1.archive) }
      left.subtract(members.map(\.archive))
      groups.append(ArchiveGroup(keeper: keeper, members: members))
    }
    return groups.sorted { ($1.confidence, $0.keeper) < ($0.confidence, $1.keeper) }
  }

  private static func keeper(
    among left: Set<Int>, _ neighbours: [Int: [Int: ArchivePair]],
    _ archives: [CataloguedArchive]
  ) -> Int? {
    let degrees = left.map { item in
      (item: item, degree: (neighbours[item] ?? [:]).keys.count { left.contains($0) })
    }
    guard let most = degrees.map(\.degree).max(), most > 0 else { return nil }
    return degrees.filter { Double($0.degree) >= 0.8 * Double(most) }.map(\.item).min {
      let (one, other) = (archives[$0].record, archives[$1].record)
      return (other.entries.count, other.unpackedBytes, $0)
        < (one.entries.count, one.unpackedBytes, $1)
    }
  }
}

extension ArchiveRecord {
  fileprivate var unpackedBytes: Int64 { entries.lazy.map(\.size).saturatingSum() }
}
