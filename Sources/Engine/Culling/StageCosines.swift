import Catalogue
import Core
import Fingerprints

/// Whether the vectors of two pictures of one stage say that they are the same: a model's where both
/// have one, the built-in descriptor's otherwise.
struct StageCosines {
  private let reader: CatalogueReader
  /// The spaces to ask, the best first, each with the least cosine of one picture.
  private let spaces: [(space: VectorSpace, least: Float)]
  private var vectors: [String: [ImageID: [Float]]] = [:]

  /// - Parameter least: the least cosine; `nil` for what suits each space.
  init(_ library: Library, least: Float?) throws {
    reader = library.reader
    let names = try reader.embeddingSpaces().map(\.space.space)
    guard !names.isEmpty else {
      spaces = []
      return
    }
    let best = try library.vectorSpace()
    spaces = ([best] + names.filter { $0 == VisualDescriptor.space && $0 != best }).map { space in
      let usual =
        space == VisualDescriptor.space ? VisualDescriptor.copyCosine : SetCriteria.modelCosine
      return (space, least ?? usual)
    }
  }

  /// True also where neither space has both: hashes and the look at the pictures have agreed then.
  mutating func agree(_ one: ImageID, _ other: ImageID) throws -> Bool {
    if one == other { return true }
    for (space, least) in spaces {
      guard let first = try vector(of: one, in: space),
        let second = try vector(of: other, in: space)
      else { continue }
      return zip(first, second).reduce(0) { $0 + $1.0 * $1.1 } >= least
    }
    return true
  }

  /// Of length 1, as everything in the catalogue is.
  private mutating func vector(
    of image: ImageID, in space: VectorSpace
  ) throws -> [Float]? {
    if let known = vectors[space.name]?[image] { return known }
    let found = try reader.embedding(of: image, in: space).first?.vector
    vectors[space.name, default: [:]][image] = found
    return found
  }
}
