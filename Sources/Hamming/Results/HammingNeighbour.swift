/// A code of the collection within the radius of the one asked about.
package struct HammingNeighbour: Hashable, Sendable {
  /// Index in the collection.
  package let index: Int32
  package let distance: UInt16

  package init(index: Int32, distance: UInt16) {
    self.index = index
    self.distance = distance
  }
}
