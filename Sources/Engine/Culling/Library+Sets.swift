import Catalogue
package import Core
import Culling
import Fingerprints
import Grouping

/// When two stage sets are the same.
package struct SetCriteria: Sendable {
  /// The largest Hamming distance (of 256) of the hashes of each stage.
  package var radius = 31
  /// Whether the YAML and JSON files beside the pictures must say the same too.
  package var crossChecks = false
  /// Keys that may differ all the same.
  package var ignoredKeys: Set<String> = []
  /// How names tell a stage.
  package var stage = StagePattern.usual
  /// The least cosine of the vectors of each stage; `nil` for what suits the vectors that there are:
  /// ``modelCosine`` for a model's, `VisualDescriptor.copyCosine` for the built-in descriptor's.
  package var cosine: Float?

  /// From which a model's vectors are of one picture.
  package static let modelCosine: Float = 0.95

  package init() {}
}

extension Library {
  /// Stage sets that are there more than once under different times: the line-up is equal, and every
  /// stage is the same picture, by hash, by a look and by the cosine of its vectors. The best whole set comes first in each group.
  ///
  /// - Throws: ``Cancelled``; a fault when the catalogue cannot be read.
  package func findSets(
    _ search: CullSearch, _ criteria: SetCriteria = SetCriteria(),
    cancellation: CancellationToken = CancellationToken()
  ) throws -> CullReport {
    let scope = try CullScope(search, reader: reader)
    let sets = StageSet.sets(of: scope.paths, stage: criteria.stage.name)
    let pictures = scope.files.indices.map { file in
      let item = scope.item(file)
      return SetPairs.Picture(
        digest: item.digest, hash: item.dct, isTextured: item.texture >= FingerprintSet.leastTexture
      )
    }
    let pairs = try SetPairs(sets: sets, pictures: pictures, radius: criteria.radius)
      .candidates(cancellation: cancellation)
    var sidecars = SidecarCheck(criteria)
    var cosines = try StageCosines(self, least: criteria.cosine)
    var links: [Int: Set<Int>] = [:]
    for (one, other) in pairs {
      try cancellation.check()
      let files = zip(sets[one].members, sets[other].members).map { ($0.picture, $1.picture) }
      let isSame = try files.allSatisfy { first, second in
        try !scope.isRefused(first, second) && scope.kind(first, second)?.isAutomatic == true
          && cosines.agree(scope.image(of: first), scope.image(of: second))
      }
      guard isSame else { continue }
      if criteria.crossChecks {
        let paths = files.map { (scope.files[$0].file.path, scope.files[$1].file.path) }
        guard paths.allSatisfy({ sidecars.agree($0, $1) }) else { continue }
      }
      links[one, default: []].insert(other)
      links[other, default: []].insert(one)
    }
    let candidates = sets.map { set in scope.candidate(set.members.map(\.picture)) }
    let linked = links.keys.sorted()
    let order = scope.order.ranked(linked.map { candidates[$0] }).map { linked[$0] }
    var groups: [CullGroup] = []
    for members in StarGroups.groups(order: order, links: links) {
      let choices = try members.compactMap { set in
        try choice(of: set, best: members[0], second: members[1], sets, candidates, scope)
      }
      guard choices.count > 1, choices[0].isBest else { continue }
      let title = sets[members[0]].lineUp.joined(separator: " → ")
      groups.append(CullGroup(number: groups.count + 1, title: title, choices: choices))
    }
    return CullReport(
      subject: .sets, groups: groups, lookedAt: sets.count, issues: sidecars.issues)
  }

  private func choice(
    of set: Int, best: Int, second: Int, _ sets: [StageSet], _ candidates: [KeepCandidate],
    _ scope: CullScope
  ) throws -> CullChoice? {
    let files = sets[set].members.map(\.picture)
    if set == best {
      let reason = scope.order.reason(for: candidates[best], over: candidates[second])
      return try scope.choice(files, kinds: [], isConfirmed: true, reasons: [reason])
    }
    let kinds = try zip(sets[best].members, files).map { try scope.kind($0.picture, $1) }
    let worst = kinds.compactMap(\.self).max() ?? .exactFile
    return try scope.choice(
      files, kinds: kinds, isConfirmed: true,
      reasons: ["every one of \(files.count) stages: \(worst.title)"])
  }
}
