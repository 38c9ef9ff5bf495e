/// A query within the radius of a code of the collection.
package struct HammingMatch: Hashable, Sendable, Comparable {
  /// Index among the queries.
  package let query: Int32
  /// Index in the collection.
  package let index: Int32
  package let distance: UInt16

  package init(query: Int32, index: Int32, distance: UInt16) {
    self.query = query
    self.index = index
    self.distance = distance
  }

  /// By `query`, then `index`.
  package static func < (a: HammingMatch, b: HammingMatch) -> Bool {
    (a.query, a.index) < (b.query, b.index)
  }
}
