/// The comparisons that building groups asks for, each made once. Used by one thread.
final class BridgeMemory {
  private let known: [ComparisonMemory.Bridge: PairEvidence?]
  /// What was asked for.
  private(set) var used: [ComparisonMemory.Bridge: PairEvidence?] = [:]

  init(_ known: [ComparisonMemory.Bridge: PairEvidence?]) { self.known = known }

  func evidence(
    template: Int, image: Int, alignment: PairAlignment, _ look: PairLook<some LumaSource>
  ) throws -> PairEvidence? {
    let bridge = ComparisonMemory.Bridge(template: template, image: image, alignment: alignment)
    if let evidence = used[bridge] ?? known[bridge] {
      used[bridge] = .some(evidence)
      return evidence
    }
    let evidence = try look.evidence(template: template, image: image, alignment: alignment)
    used[bridge] = .some(evidence)
    return evidence
  }
}
