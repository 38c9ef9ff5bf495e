/// Which picture of a group is the best, and why: gates first, then how far each measure deviates
/// within the group, then the larger file, then the path. A pure function of the candidates.
package enum GroupRanking {
  package struct Place: Hashable, Sendable {
    /// Which candidate.
    package let index: Int
    /// Weighted sum of the deviations within the group; 0 is average.
    package let score: Double
    /// For people: of the first place what it has over the second; of the others what they lack.
    package let reasons: [String]
  }

  /// The candidates from best to worst. O(n log n).
  package static func places(
    of candidates: [GroupCandidate], weights: GroupWeights = .standard
  ) -> [Place] {
    let measures = Measure.all(weights)
    let deviations = measures.map { $0.deviations(of: candidates) }
    let scores = candidates.indices.map { index in
      zip(measures, deviations).reduce(0) { $0 + $1.0.weight * $1.1[index] }
    }
    let order = candidates.indices.sorted { left, right in
      let (a, b) = (candidates[left], candidates[right])
      if a.gates.count != b.gates.count { return a.gates.count < b.gates.count }
      // Rounded, so that equal pictures tie whatever the order of summation.
      let (mine, theirs) = ((scores[left] * 1e6).rounded(), (scores[right] * 1e6).rounded())
      if mine != theirs { return mine > theirs }
      if a.bytes != b.bytes { return a.bytes > b.bytes }
      return a.path < b.path
    }
    return order.enumerated().map { place, index in
      let other = place == 0 ? order.dropFirst().first : order.first
      let reasons = other.map { other in
        Self.reasons(index, other, candidates, zip(measures, deviations).map { ($0, $1) })
      }
      return Place(index: index, score: scores[index], reasons: reasons ?? [])
    }
  }

  /// What a candidate of a group has over another, in words: gates first, then what deviates most.
  /// Empty where nothing speaks for it.
  package static func differences(
    of candidate: GroupCandidate, to other: GroupCandidate, among group: [GroupCandidate],
    weights: GroupWeights = .standard
  ) -> [String] {
    let measured = Measure.all(weights).map { measure in
      (measure, measure.deviations(of: group + [candidate, other]))
    }
    var reasons = GroupCandidate.Gate.allCases.filter {
      other.gates.contains($0) && !candidate.gates.contains($0)
    }.map(\.praise)
    let differences = measured.map { measure, deviations in
      (measure, deviations[group.count] - deviations[group.count + 1])
    }
    for (measure, difference) in differences.sorted(by: { $0.1 > $1.1 }) where difference >= 0.5 {
      reasons.append(measure.words(candidate, other, difference))
    }
    return reasons
  }

  /// How a candidate differs from another, gates first, then what deviates most.
  private static func reasons(
    _ index: Int, _ other: Int, _ candidates: [GroupCandidate],
    _ measured: [(Measure, [Double])]
  ) -> [String] {
    let (mine, theirs) = (candidates[index], candidates[other])
    var reasons = GroupCandidate.Gate.allCases.compactMap { gate -> String? in
      switch (mine.gates.contains(gate), theirs.gates.contains(gate)) {
      case (true, false): gate.complaint
      case (false, true): gate.praise
      default: nil
      }
    }
    let differences = measured.map { measure, deviations in
      (measure, deviations[index] - deviations[other])
    }
    for (measure, difference) in differences.sorted(by: { abs($0.1) > abs($1.1) })
    where abs(difference) >= 0.5 {
      reasons.append(measure.words(mine, theirs, difference))
    }
    if reasons.isEmpty, mine.bytes != theirs.bytes {
      reasons.append(mine.bytes > theirs.bytes ? "larger file" : "smaller file")
    }
    return reasons.isEmpty ? ["as good; first by path"] : reasons
  }
}

extension GroupCandidate.Gate {
  fileprivate var complaint: String {
    switch self {
    case .blurry: "blurry"
    case .clipped: "highlights or shadows are lost"
    case .blocky: "compression shows"
    case .closedEyes: "eyes are closed"
    }
  }

  fileprivate var praise: String {
    switch self {
    case .blurry: "not blurry"
    case .clipped: "highlights and shadows kept"
    case .blocky: "less compressed"
    case .closedEyes: "eyes are open"
    }
  }
}
