/// Rules in the order in which they decide: a later one is asked where all before it find choices
/// equal. What lies in a reference folder always wins; what no rule tells apart is decided by path,
/// so the order is total and repeatable.
package struct KeepOrder: Hashable, Sendable {
  package var rules: [KeepRule]

  package init(_ rules: [KeepRule]) { self.rules = rules }

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

  /// More is better.
  func merit(_ rule: KeepRule, of candidate: KeepCandidate) -> Int64 {
    switch rule {
    // A hundredth of the score is nothing that an eye sees.
    case .bestQuality: Int64(((candidate.quality ?? 0) * 100).rounded())
    case .largestResolution: Int64(candidate.area)
    case .newest: candidate.modified
    case .oldest: -candidate.modified
    case .largestFile: candidate.byteSize
    case .mostMetadata: Int64(candidate.metadata)
    case .pathPriority: -Int64(candidate.priority)
    }
  }
}
