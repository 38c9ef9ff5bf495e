/// What came of comparing two images, kept so that it need not be done again. Its contents are those
/// of the search; the catalogue only keeps them.
package struct KeptComparison: Hashable, Sendable {
  package var pair: ImagePair
  /// What the two were compared along; empty for the pair's own proposals.
  package var way: [UInt8]
  /// `nil` when they are different pictures.
  package var evidence: [UInt8]?

  package init(pair: ImagePair, way: [UInt8], evidence: [UInt8]?) {
    self.pair = pair
    self.way = way
    self.evidence = evidence
  }
}
