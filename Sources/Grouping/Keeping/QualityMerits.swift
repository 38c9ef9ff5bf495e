import Core
import Quality

/// What is known of the quality of a picture among copies of it.
package struct ItemQuality: Hashable, Sendable {
  package var score: Double?
  package var sharpness: Double?
  package var exposure: Double?
  /// Zero-shot CLIP-IQA, 0…1, where a model in use is trusted with it.
  package var clipIQA: Double?
  package var isBlurry: Bool
  package var isClipped: Bool
  package var isBlocky: Bool

  package init(
    score: Double?, sharpness: Double?, exposure: Double?, isBlurry: Bool, isClipped: Bool,
    isBlocky: Bool
  ) {
    self.score = score
    self.sharpness = sharpness
    self.exposure = exposure
    self.isBlurry = isBlurry
    self.isClipped = isClipped
    self.isBlocky = isBlocky
  }
}

/// Copies as the rule `best-quality` sees them.
struct QualityMerits {
  let items: [GroupingItem]

  /// Copies this close to the best of a group, in weighted deviations, are as good: which of them is
  /// kept is left to other rules.
  private static let tolerance = 0.25

  /// For each of `positions`, more is better; those that are as good as the best have its merit.
  func merits(_ positions: [Int]) -> [Int: Int64] {
    let places = GroupRanking.places(of: positions.map(candidate))
    guard let best = places.first else { return [:] }
    let bestGates = candidate(positions[best.index]).gates.count
    var merits: [Int: Int64] = [:]
    for (rank, place) in places.enumerated() {
      let position = positions[place.index]
      let isAsGood =
        candidate(position).gates.count == bestGates
        && best.score - place.score < Self.tolerance
      merits[position] = isAsGood ? Int64(places.count) : Int64(places.count - rank) - 1
    }
    return merits
  }

  /// What the keeper has over the best of the others.
  func reasons(for keeper: Int, among positions: [Int]) -> [String] {
    let others = positions.filter { $0 != keeper }
    let ranked = GroupRanking.places(of: others.map(candidate))
    guard let second = ranked.first.map({ others[$0.index] }) else { return [] }
    return GroupRanking.differences(
      of: candidate(keeper), to: candidate(second), among: positions.map(candidate))
  }

  private func candidate(_ position: Int) -> GroupCandidate {
    let item = items[position]
    let quality = item.quality
    var gates: Set<GroupCandidate.Gate> = []
    if quality?.isBlurry == true { gates.insert(.blurry) }
    if quality?.isClipped == true { gates.insert(.clipped) }
    if quality?.isBlocky == true { gates.insert(.blocky) }
    return GroupCandidate(
      path: item.path, bytes: item.byteSize, width: item.width, height: item.height,
      sharpness: quality?.sharpness, exposure: quality?.exposure, quality: quality?.score,
      clipIQA: quality?.clipIQA, metadataRichness: item.metadataRichness, gates: gates,
      format: item.format)
  }
}
