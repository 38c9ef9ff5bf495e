/// Pictures that are copies of one another, or moments of one scene, with the one to keep.
package struct PictureGroup: Hashable, Sendable {
  package struct Member: Hashable, Sendable {
    /// Position among the items.
    package var item: Int
    /// What it is to the keeper.
    package var evidence: PairEvidence
  }

  /// The weakest kind among the members.
  package var kind: DuplicateKind
  /// Position of the picture suggested to be kept.
  package var keeper: Int
  /// Why that one, in words: "4000×3000 is the largest", "has its camera data".
  package var keeperReasons: [String]
  /// The others, each compared with the keeper itself; strongest kind first, then by path.
  package var members: [Member]

  /// The least sure of the members, 0…100.
  package var confidence: Int { members.map(\.evidence.confidence).min() ?? 100 }

  /// All positions, the keeper first.
  package var items: [Int] { [keeper] + members.map(\.item) }
}
