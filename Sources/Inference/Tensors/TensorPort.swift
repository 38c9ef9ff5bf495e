/// What a model calls one of its inputs or outputs, and what goes through it.
package struct TensorPort: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable {
    case float, half, int32, int64
    /// None that is used here.
    case other
  }

  package var name: String
  package var kind: Kind
  /// `nil` for a dimension that may be any, such as the batch.
  package var shape: [Int?]

  package init(name: String, kind: Kind, shape: [Int?]) {
    self.name = name
    self.kind = kind
    self.shape = shape
  }
}
