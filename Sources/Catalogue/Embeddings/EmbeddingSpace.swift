package import Core

/// A vector space with where its vectors come from.
package struct EmbeddingSpace: Hashable, Sendable {
  package var space: VectorSpace
  package var origin: SpaceOrigin

  package init(_ space: VectorSpace, origin: SpaceOrigin) {
    self.space = space
    self.origin = origin
  }

  /// Whether a model makes its vectors.
  package var isOfModel: Bool { if case .model = origin { true } else { false } }
}

/// What makes the vectors of a space.
package enum SpaceOrigin: Hashable, Sendable {
  /// The descriptor that comes with Semblance, in one version.
  case builtin(version: Int)
  /// A model of the registry; its version changes with its weights and its preprocessing.
  case model(name: String, version: String)

  var kind: String {
    switch self {
    case .builtin: "builtin"
    case .model: "model"
    }
  }

  var name: String {
    switch self {
    case .builtin: "builtin"
    case .model(let name, _): name
    }
  }

  var version: String {
    switch self {
    case .builtin(let version): String(version)
    case .model(_, let version): version
    }
  }

  /// From the columns of `vector_spaces`.
  init(kind: String, name: String, version: String) {
    self =
      kind == "builtin"
      ? .builtin(version: Int(version) ?? 0) : .model(name: name, version: version)
  }
}
