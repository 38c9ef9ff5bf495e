/// A step of an index's background work.
package enum VectorMaintenance: Hashable, Sendable {
  case merging(parts: Int, vectors: Int)
  case linking(done: Int, of: Int)
}
