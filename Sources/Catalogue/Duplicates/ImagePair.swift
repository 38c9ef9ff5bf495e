/// Two images in a fixed order, or one twice.
package struct ImagePair: Hashable, Sendable, Comparable {
  package let first: ImageID
  package let second: ImageID

  /// Takes them in either order.
  package init(_ one: ImageID, _ other: ImageID) {
    first = min(one, other)
    second = max(one, other)
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.first, left.second) < (right.first, right.second)
  }
}
