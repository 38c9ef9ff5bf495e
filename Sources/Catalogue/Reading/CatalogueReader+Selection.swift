package import Core
import Store

extension CatalogueReader {
  /// The owner's pictures of some public ids, in their order; `nil` where there is none of that id. A
  /// look-up each.
  package func imageIDs(of ulids: some Sequence<ULID>) throws -> [ImageID?] {
    try database.read { connection in
      try ulids.map { ulid in
        try connection.first(
          "SELECT id FROM images WHERE owner_user_id = ? AND ulid = ?",
          [ownerValue, .text(ulid.description)]
        ) { $0.imageID(0) }
      }
    }
  }

  /// The public ids of the owner's pictures; others are left out. A look-up each.
  package func ulids(of images: some Sequence<ImageID>) throws -> [ImageID: ULID] {
    try database.read { connection in
      var ulids: [ImageID: ULID] = [:]
      for image in images {
        ulids[image] =
          try connection.first(
            "SELECT ulid FROM images WHERE id = ? AND owner_user_id = ?",
            [.integer(image.rawValue), ownerValue]
          ) { ULID($0.text(0)) } ?? nil
      }
      return ulids
    }
  }

  /// The vectors that some of the owner's whole pictures have in a space, in the order asked for; those
  /// without one are left out. A look-up each, so that a few take little of a large library.
  package func vectors(
    in space: VectorSpace, of images: some Sequence<ImageID>
  ) throws -> SpaceVectors {
    try database.read { connection in
      var result = SpaceVectors(images: [], values: [])
      for image in images {
        try connection.forEach(
          """
          SELECT image_id, vector FROM embeddings
          JOIN vector_spaces ON vector_spaces.id = space_id JOIN images ON images.id = image_id
          WHERE name = ? AND image_id = ? AND owner_user_id = ? AND part = 0
          """, [.text(space.name), .integer(image.rawValue), ownerValue]
        ) { row in
          result.images.append(row.imageID(0))
          result.values += try row.vector(1, of: space.dimension)
        }
      }
      return result
    }
  }
}
