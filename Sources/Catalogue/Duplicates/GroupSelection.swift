/// Which groups of a search for duplicates are wanted. Only living ones ever are: those whose best
/// file is there with another that nobody has said is no duplicate of it.
package struct GroupSelection: Hashable, Sendable {
  /// The name of a kind; `nil` for every kind.
  package var kind: String?
  /// 0…100.
  package var leastConfidence = 0.0
  /// Only groups with a file of this picture.
  package var image: ImageID?
  /// Only the group at this place, from 0.
  package var position: Int?
  /// Also groups of which somebody said that they are none.
  package var includesRefused = false

  package init() {}
}

/// How much the groups of a selection hold.
package struct GroupTotals: Hashable, Sendable {
  package var groupCount = 0
  /// Present files beside the best ones.
  package var copyCount = 0
  /// Of those that lie in no reference folder.
  package var reclaimableBytes: Int64 = 0

  package init() {}
}
