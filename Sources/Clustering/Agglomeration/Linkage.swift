/// How alike two clusters are, from how alike their members are.
package enum Linkage: String, CaseIterable, Sendable {
  /// The mean of all cosines between them.
  case average
  /// The smallest of all cosines between them: every two members of a cluster are at least so alike.
  case complete
  /// The largest: a cluster may be a chain of likenesses whose ends have nothing in common.
  case single
}

/// Two clusters that become one, each named by one of its members.
struct Merge: Hashable, Sendable {
  var first: Int
  var second: Int
  /// How alike they are by the linkage.
  var cosine: Float
}
