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
          row.withBytes(0) { VectorCoding.decode($0) },
          box: PictureBox(
            left: row.real(1), top: row.real(2), width: row.real(3), height: row.real(4)))
      }
    }
  }
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
