package import Core

/// Rules in the order in which they decide: a later one is asked where all before it find choices
/// equal. What lies in a reference folder always wins; what no rule tells apart is decided by path,
/// so the order is total and repeatable.
package struct KeepOrder: Sendable {
  package var rules: [KeepRuleName]
  /// The place of a path among the preferred ones, smaller is better; for `path-priority`.
  private let priority: @Sendable (FilePath) -> Int

  package init(
    _ rules: [KeepRuleName], priority: @escaping @Sendable (FilePath) -> Int = { _ in 0 }
  ) {
    self.rules = rules
    self.priority = priority
  }

  /// Positions of the candidates from the best to keep to the least.
  package func ranked(_ candidates: [KeepCandidate]) -> [Int] {
    let merits = candidates.map(merits)
    return candidates.indices.sorted { one, other in
      merits[one] == merits[other]
        ? candidates[one].paths.lexicographicallyPrecedes(candidates[other].paths)
        : merits[other].lexicographicallyPrecedes(merits[one])
    }
  }

  /// What decided between the best and the second; one phrase.
  package func reason(for best: KeepCandidate, over second: KeepCandidate) -> String {
    if best.isReference != second.isReference { return "lies in a reference folder" }
    let (mine, other) = (merits(of: best), merits(of: second))
    for (position, rule) in rules.enumerated() where mine[position + 1] != other[position + 1] {
      return rule.reason
    }
    return "comes first; the others are as good"
  }

  /// More is better, the reference first.
  private func merits(of candidate: KeepCandidate) -> [Int64] {
    [candidate.isReference ? 1 : 0] + rules.map { merit($0, of: candidate) }
  }

  private func merit(_ rule: KeepRuleName, of candidate: KeepCandidate) -> Int64 {
    switch rule {
    case .largestResolution: Int64(candidate.area)
    case .newest: candidate.modified
    case .oldest: -candidate.modified
    case .largestFile: candidate.byteSize
    case .mostMetadata: Int64(candidate.metadata)
    case .pathPriority: -Int64(candidate.paths.map(priority).max() ?? 0)
    }
  }
}
