package import Core
import Store

extension CatalogueReader {
  /// The spaces in which the owner's pictures have vectors, by name. O(vectors).
  package func embeddingSpaces() throws -> [EmbeddingSpaceTotals] {
    try database.read { connection in
      try connection.rows(
        """
        SELECT name, dimension, kind, vector_spaces.model_name, vector_spaces.model_version,
          COUNT(DISTINCT image_id), COUNT(*)
        FROM embeddings JOIN vector_spaces ON vector_spaces.id = space_id
        JOIN images ON images.id = image_id
        WHERE owner_user_id = ? GROUP BY vector_spaces.id ORDER BY name
        """, [ownerValue]
      ) { row in
        EmbeddingSpaceTotals(
          space: EmbeddingSpace(
            VectorSpace(name: row.text(0), dimension: row.int(1)),
            origin: SpaceOrigin(kind: row.text(2), name: row.text(3), version: row.text(4))),
          imageCount: row.int(5), vectorCount: row.int(6))
      }
    }
  }

  /// The vectors of a picture in a space, the whole picture first; empty when it has none.
  package func embedding(of image: ImageID, in space: VectorSpace) throws -> [EmbeddedPart] {
    try database.read { connection in
      try connection.rows(
        """
        SELECT vector, box_left, box_top, box_width, box_height
        FROM embeddings JOIN vector_spaces ON vector_spaces.id = space_id
        JOIN images ON images.id = image_id
        WHERE name = ? AND image_id = ? AND owner_user_id = ? ORDER BY part
        """, [.text(space.name), .integer(image.rawValue), ownerValue]
      ) { row in
        EmbeddedPart(
          try row.vector(0, of: space.dimension),
          box: PictureBox(
            left: row.real(1), top: row.real(2), width: row.real(3), height: row.real(4)))
      }
    }
  }

  /// How many of the owner's pictures have vectors of parts, and how many vectors these are, in all
  /// spaces. O(vectors).
  package func partTotals() throws -> (images: Int, vectors: Int) {
    try database.read { connection in
      try connection.first(
        """
        SELECT COUNT(DISTINCT image_id), COUNT(*) FROM embeddings
        JOIN images ON images.id = image_id WHERE part > 0 AND owner_user_id = ?
        """, [ownerValue]
      ) { ($0.int(0), $0.int(1)) } ?? (0, 0)
    }
  }

  /// The vector of a whole picture in a space; `nil` when it has none.
  package func wholeVector(of image: ImageID, in space: VectorSpace) throws -> [Float]? {
    try database.read { connection in
      try connection.first(
        """
        SELECT vector FROM embeddings
        JOIN vector_spaces ON vector_spaces.id = space_id JOIN images ON images.id = image_id
        WHERE name = ? AND image_id = ? AND owner_user_id = ? AND part = 0
        """, [.text(space.name), .integer(image.rawValue), ownerValue]
      ) { try $0.vector(0, of: space.dimension) }
    }
  }

  /// The vectors of the owner's whole present pictures in a space, by id. O(vectors); all of them are in
  /// memory.
  package func vectors(in space: VectorSpace) throws -> SpaceVectors {
    try database.read { connection in
      var result = SpaceVectors(images: [], values: [])
      try connection.forEach(
        """
        SELECT image_id, vector FROM embeddings
        JOIN vector_spaces ON vector_spaces.id = space_id JOIN images ON images.id = image_id
        WHERE name = ? AND owner_user_id = ? AND part = 0 AND EXISTS (
          SELECT 1 FROM files WHERE files.image_id = images.id AND state = 'present')
        ORDER BY image_id
        """, [.text(space.name), ownerValue]
      ) { row in
        result.images.append(row.imageID(0))
        result.values += try row.vector(1, of: space.dimension)
      }
      return result
    }
  }
}

/// Vectors of pictures, one after another.
package struct SpaceVectors: Sendable {
  package var images: [ImageID]
  /// As many numbers an image as the space has dimensions.
  package var values: [Float]
}

/// How many vectors an owner has in a space.
package struct EmbeddingSpaceTotals: Hashable, Sendable {
  package var space: EmbeddingSpace
  package var imageCount: Int
  /// More than images where parts of pictures have vectors of their own.
  package var vectorCount: Int

  package init(space: EmbeddingSpace, imageCount: Int, vectorCount: Int) {
    self.space = space
    self.imageCount = imageCount
    self.vectorCount = vectorCount
  }
}
