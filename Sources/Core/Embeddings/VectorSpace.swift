/// A space in which vectors may be compared: those of one model, in one version. Vectors of two
/// spaces have nothing to say to each other, whatever their lengths.
package struct VectorSpace: Hashable, Sendable, CustomStringConvertible {
  /// Stable and fit for a folder's name: `builtin-1`, `clip-vit-b32-openai`. A change of the model's
  /// weights or of its preprocessing is another name.
  package let name: String
  /// Numbers a vector.
  package let dimension: Int

  package init(name: String, dimension: Int) {
    self.name = name
    self.dimension = dimension
  }

  package var description: String { "\(name) (\(dimension))" }
}
