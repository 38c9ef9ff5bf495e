/// Two codes of one collection within the radius, `first` < `second`.
package struct HammingPair: Hashable, Sendable, Comparable {
  package let first: Int32
  package let second: Int32
  package let distance: UInt16

  package init(first: Int32, second: Int32, distance: UInt16) {
    self.first = first
    self.second = second
    self.distance = distance
  }

  /// By `first`, then `second`.
  package static func < (a: HammingPair, b: HammingPair) -> Bool {
    (a.first, a.second) < (b.first, b.second)
  }
}
