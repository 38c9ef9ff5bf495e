/// What earlier searches found out, so that only pairs with a new picture are compared.
///
/// A pair of two known items without a link is one that was settled: their hashes did not come
/// close, or a look showed different pictures. Positions are those of the items of one search; a
/// memory is only valid for the options, and the properties of the items, that it was made with.
package struct ComparisonMemory: Sendable {
  /// A comparison along an alignment that led from one picture to another through a third.
  package struct Bridge: Hashable, Sendable {
    package var template: Int
    package var image: Int
    package var alignment: PairAlignment

    package init(template: Int, image: Int, alignment: PairAlignment) {
      self.template = template
      self.image = image
      self.alignment = alignment
    }
  }

  /// Items whose pairs among themselves were all looked at.
  package var known: Set<Int> = []
  /// What held, of pairs of known items. Digests of full-size pixels had no say in it.
  package var links: [PairKey: PairEvidence] = [:]
  /// What building groups asked for, `nil` for different pictures.
  package var bridges: [Bridge: PairEvidence?] = [:]

  package init() {}
}
