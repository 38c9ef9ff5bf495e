package import Core

/// How well groups of duplicates agree with the ground truth.
package struct DuplicateScore: Sendable {
  /// Of the copies made by each transform: how many are in one group with their scene's original.
  package var recall: [String: (found: Int, of: Int)] = [:]
  /// Pairs of files: truly of one scene and grouped, grouped though not of one scene, missed.
  package var truePairs = 0
  package var falsePairs = 0
  package var missedPairs = 0
  /// The same for the pairs of keeper and member whose kind may be resolved without a look.
  package var automaticTrue = 0
  package var automaticFalse = 0
  /// Groups that hold more than one distinct picture: keeping one file of each would lose a picture.
  package var endangered: [[FilePath]] = []
  /// Pairs of distinct frames of one burst that were taken for copies.
  package var burstPairsMerged = 0
  /// Copies that would go if one file a group were kept, and all there are to go.
  package var removed = 0
  package var removable = 0

  package var precision: Double { ratio(truePairs, truePairs + falsePairs) }
  package var pairRecall: Double { ratio(truePairs, truePairs + missedPairs) }
  package var f1: Double {
    let (p, r) = (precision, pairRecall)
    return p + r > 0 ? 2 * p * r / (p + r) : 0
  }
  package var automaticPrecision: Double {
    ratio(automaticTrue, automaticTrue + automaticFalse)
  }

  /// - Parameters:
  ///   - truth: the files that count.
  ///   - groups: positions among `truth`; whatever lies outside was left out by the caller.
  ///   - automatic: pairs (keeper, member) that may be resolved in bulk.
  package init(
    truth: [GroundTruth.File], groups: [[Int]], automatic: [(keeper: Int, member: Int)]
  ) {
    /// Two files show one picture when they are copies of one scene; burst frames are pictures of
    /// their own.
    func picture(_ position: Int) -> String {
      let file = truth[position]
      return file.kind == .burst ? "\(file.scene)/\(file.transform)" : file.scene
    }
    var group: [Int: Int] = [:]
    for (number, members) in groups.enumerated() {
      for member in members { group[member] = number }
      let pictures = Dictionary(grouping: members, by: picture)
      if pictures.count > 1 { endangered.append(members.map { truth[$0].path }) }
      let all = members.count * (members.count - 1) / 2
      let same = pictures.values.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }
      truePairs += same
      falsePairs += all - same
      removed += same > 0 ? members.count - 1 : 0
      let frames = Dictionary(grouping: members.filter { truth[$0].kind == .burst }) {
        truth[$0].scene
      }
      burstPairsMerged += frames.values.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }
    }
    for (keeper, member) in automatic {
      if picture(keeper) == picture(member) { automaticTrue += 1 } else { automaticFalse += 1 }
    }
    let scenes = Dictionary(grouping: truth.indices.filter { truth[$0].kind == .copy }, by: picture)
    for members in scenes.values {
      missedPairs += members.count * (members.count - 1) / 2
      removable += members.count - 1
      guard let original = members.first(where: { truth[$0].transform == "original" }) else {
        continue
      }
      for copy in members where copy != original {
        let found = group[copy] != nil && group[copy] == group[original]
        recall[truth[copy].transform, default: (0, 0)].of += 1
        if found { recall[truth[copy].transform]!.found += 1 }
      }
    }
    missedPairs -= truePairs
  }

  private func ratio(_ part: Int, _ whole: Int) -> Double {
    whole > 0 ? Double(part) / Double(whole) : 1
  }
}
