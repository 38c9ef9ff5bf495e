import Core

/// Looks at pairs of pictures as they stand, for searches that have candidates of their own.
package struct UprightLook<Source: LumaSource>: Sendable {
  private let look: PairLook<Source>

  package init(items: [GroupingItem], lumas: Source) {
    look = PairLook(items: items, lumas: lumas, verifier: PairVerifier())
  }

  /// What two items are to each other; `nil` for different pictures. About 0.3 ms.
  package func kind(_ one: Int, _ other: Int) throws -> DuplicateKind? {
    let (first, second) = (look.items[one], look.items[other])
    if first.digest == second.digest { return .exactFile }
    // The smaller one is laid over the larger.
    let (template, image) = first.area <= second.area ? (one, other) : (other, one)
    return try look.evidence(template: template, image: image, alignment: .identity)?.kind
  }

  /// The bits (of 256) that the hashes differ by.
  package func distance(_ one: Int, _ other: Int) -> Int {
    look.items[one].dct.distance(to: look.items[other].dct)
  }
}
