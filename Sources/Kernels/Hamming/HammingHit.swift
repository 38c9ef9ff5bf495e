/// Two codes within the radius, by their indices in the codes that each side was made of.
package struct HammingHit: Hashable, Sendable {
  package let left: Int32
  package let right: Int32
  package let distance: UInt16

  package init(left: Int32, right: Int32, distance: UInt16) {
    self.left = left
    self.right = right
    self.distance = distance
  }
}
