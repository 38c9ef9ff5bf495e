import Catalogue
package import Clustering
package import Core

/// The pictures that have a vector in a space, in the order of the vectors.
package struct PictureVectors: Sendable {
  package let space: VectorSpace
  package let pictures: [VectorPicture]
  package let vectors: UnitVectors
  /// Pictures in scope without a vector in this space.
  package let lacking: Int
}

/// A picture with its files, by path; at least one.
package struct VectorPicture: Hashable, Sendable {
  package var image: ImageID
  package var paths: [FilePath]
  /// The words of the marks beside each of those files.
  package var fileMarks: [[String]]

  package var path: FilePath { paths[0] }
  /// The words of the marks beside any of its files, in their order.
  package var marks: [String] { Set(fileMarks.joined()).sorted() }
}

extension Library {
  /// The vectors that clusters, pairs and outliers are made of: of one space, and of the pictures below
  /// folders.
  ///
  /// - Parameters:
  ///   - name: a space; `nil` for the best there is: that of the model in use, else another model's
  ///     with the most pictures, else the built-in descriptor's.
  ///   - folders: none for everything.
  /// - Throws: a fault when there is no such space, or no picture has a vector.
  package func pictureVectors(
    space name: String? = nil, folders: [FilePath] = []
  ) throws -> PictureVectors {
    let reader = reader
    let space = try vectorSpace(named: name)
    let scope = try SearchScope(reader: reader, folders: folders)
    let positions = Dictionary(
      uniqueKeysWithValues: scope.images.enumerated().map { ($0.element, $0.offset) })
    let stored = try reader.vectors(in: space)
    let marks = try reader.fileMarks()
    var pictures: [VectorPicture] = []
    var values: [Float] = []
    for (row, image) in stored.images.enumerated() {
      guard let position = positions[image] else { continue }
      let files = scope.files[position].sorted { $0.path < $1.path }
      pictures.append(
        VectorPicture(
          image: image, paths: files.map(\.path), fileMarks: files.map { marks[$0.id] ?? [] }))
      values += stored.values[row * space.dimension..<(row + 1) * space.dimension]
    }
    return PictureVectors(
      space: space, pictures: pictures,
      vectors: UnitVectors(dimension: space.dimension, values: values),
      lacking: scope.images.count - pictures.count)
  }

  /// The space of a name; without one, the best there is.
  func vectorSpace(named name: String? = nil) throws -> VectorSpace {
    let totals = try reader.embeddingSpaces()
    if let name {
      if let total = totals.first(where: { $0.space.space.name == name }) {
        return total.space.space
      }
      let names = totals.map(\.space.space.name).joined(separator: ", ")
      throw Fault(
        "clusters.no-space", .user, "no picture has a vector in the space \(name)",
        remedy: names.isEmpty ? "Run: semblance index" : "These have: \(names).")
    }
    let used = try modelName()
    let best = totals.max { one, other in
      let (first, second) = (one.space.rank(used), other.space.rank(used))
      return first == second ? one.imageCount < other.imageCount : first < second
    }
    guard let best else {
      throw Fault(
        "clusters.no-vectors", .user, "no picture has been described yet",
        remedy: "Run: semblance index")
    }
    return best.space.space
  }
}

extension EmbeddingSpace {
  /// The model in use goes before others, and any model before the built-in descriptor.
  fileprivate func rank(_ used: String?) -> Int {
    switch origin {
    case .model(let name, _): name == used ? 2 : 1
    case .builtin: 0
    }
  }
}
