package import Core
import Hamming

/// Finds sets that may be the same: by an index over the hashes of each stage, never all pairs.
package struct SetPairs {
  /// A picture as the search sees it.
  package struct Picture: Sendable {
    package var digest: SHA256Digest
    package var hash: Hash256
    /// Whether there is enough in it to recognise; of a flat picture only the bytes count.
    package var isTextured: Bool

    package init(digest: SHA256Digest, hash: Hash256, isTextured: Bool) {
      self.digest = digest
      self.hash = hash
      self.isTextured = isTextured
    }
  }

  private let sets: [StageSet]
  private let pictures: [Picture]
  private let radius: Int

  /// - Parameter radius: the largest Hamming distance (of 256) of two pictures of one stage.
  package init(sets: [StageSet], pictures: [Picture], radius: Int) {
    self.sets = sets
    self.pictures = pictures
    self.radius = radius
  }

  /// Pairs of sets with one line-up of which every stage comes close, in ascending order.
  ///
  /// - Complexity: a join of hashes a line-up, over the stage that tells most sets apart.
  package func candidates(cancellation: CancellationToken) throws -> [(first: Int, second: Int)] {
    let byLineUp = Dictionary(grouping: sets.indices) { sets[$0].lineUp }
    var found: [(first: Int, second: Int)] = []
    for group in byLineUp.values where group.count > 1 {
      try cancellation.check()
      found += pairs(among: group)
    }
    return found.sorted { ($0.first, $0.second) < ($1.first, $1.second) }
  }

  private func pairs(among group: [Int]) -> [(first: Int, second: Int)] {
    let stage = asked(of: group)
    let textured = group.filter { picture($0, stage).isTextured }
    let search = hammingSearch(textured.map { picture($0, stage).hash }, within: radius)
    var near = search.pairs(within: radius).map {
      (textured[Int($0.first)], textured[Int($0.second)])
    }
    // A flat picture equals only its exact copy.
    let flat = Dictionary(grouping: group.filter { !picture($0, stage).isTextured }) {
      picture($0, stage).digest
    }
    for copies in flat.values {
      for (place, one) in copies.enumerated() {
        near += copies[(place + 1)...].map { (one, $0) }
      }
    }
    return near.filter { isClose($0, $1) }.map { (min($0, $1), max($0, $1)) }
  }

  /// The stage with the most distinct hashes, so that few strangers come close in it.
  private func asked(of group: [Int]) -> Int {
    let stages = sets[group[0]].members.indices
    let counts = stages.map { stage in Set(group.map { picture($0, stage).hash }).count }
    return stages.max { (counts[$0], -$0) < (counts[$1], -$1) } ?? 0
  }

  /// Whether every stage of two sets of one line-up comes close.
  package func isClose(_ one: Int, _ other: Int) -> Bool {
    sets[one].members.indices.allSatisfy { stage in
      let (first, second) = (picture(one, stage), picture(other, stage))
      if first.digest == second.digest { return true }
      return first.isTextured && second.isTextured && first.hash.distance(to: second.hash) <= radius
    }
  }

  private func picture(_ set: Int, _ stage: Int) -> Picture {
    pictures[sets[set].members[stage].picture]
  }
}
