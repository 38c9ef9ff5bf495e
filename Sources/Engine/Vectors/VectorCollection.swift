import Core

/// The two indexes of a space.
enum VectorCollection: String, CaseIterable {
  /// Whole pictures, one vector each.
  case whole
  /// Salient parts of pictures, several vectors each. Only there where a library makes them.
  case crops

  /// The name of its folder.
  func name(in space: VectorSpace) -> String {
    self == .whole ? space.name : space.name + "-crops"
  }
}
