package import Core
import Store

/// What a vector index follows: every change of the vectors, of all owners, in the order in which
/// they were committed. Calls block.
///
/// Not of one owner, unlike ``CatalogueReader``: an index holds a space whole, and whoever searches
/// it names the rows that may be found.
package struct EmbeddingFeed: Sendable {
  let database: Database

  /// The spaces that have, or had, vectors, by name.
  package func spaces() throws -> [EmbeddingSpace] {
    try database.read { connection in
      try connection.rows(
        "SELECT name, dimension, kind, model_name, model_version FROM vector_spaces ORDER BY name"
      ) { row in
        EmbeddingSpace(
          VectorSpace(name: row.text(0), dimension: row.int(1)),
          origin: SpaceOrigin(kind: row.text(2), name: row.text(3), version: row.text(4)))
      }
    }
  }

  /// Where the changes stand: the number of the latest, 0 before the first. Grows with every change
  /// of a vector in any space, and is never given twice.
  package func revision() throws -> Int64 {
    try database.read { try $0.integer(latestRevision) }
  }

  /// The images whose vectors changed after a revision, each once, with what they have now.
  ///
  /// - Parameters:
  ///   - revision: the `through` of the batch before; 0 to begin.
  ///   - limit: images at most, 1 or more.
  package func changes(
    in space: VectorSpace, after revision: Int64, limit: Int
  ) throws -> EmbeddingChanges {
    try database.read { connection in
      var batch = EmbeddingChanges(changes: [], through: revision)
      let id = try connection.first(spaceID, [.text(space.name)]) { $0.integer(0) }
      if let id {
        let values: [SQLValue] = [.integer(id), .integer(revision), .integer(limit), .integer(id)]
        try connection.forEach(changesAfter, values) { try batch.append($0, space.dimension) }
      }
      if batch.changes.count < limit { batch.through = try connection.integer(latestRevision) }
      return batch
    }
  }

  /// How many images have vectors in a space, whoever owns them. O(images).
  package func imageCount(in space: VectorSpace) throws -> Int {
    try database.read { connection in
      Int(
        try connection.integer(
          """
          SELECT COUNT(DISTINCT image_id) FROM embeddings
          JOIN vector_spaces ON vector_spaces.id = space_id WHERE name = ?
          """, [.text(space.name)]))
    }
  }
}

/// Changes of a space in the order of their revisions.
package struct EmbeddingChanges: Hashable, Sendable {
  package var changes: [EmbeddingChange]
  /// Every change up to this revision is in this batch or in those before.
  package var through: Int64

  fileprivate mutating func append(_ row: borrowing Row, _ dimension: Int) throws(Fault) {
    let revision = row.integer(0)
    if changes.last?.revision != revision {
      changes.append(EmbeddingChange(revision: revision, image: row.imageID(1), vectors: []))
      through = revision
    }
    if row.isNull(2) { return }
    changes[changes.count - 1].vectors.append(try row.vector(2, of: dimension))
  }
}

/// What the vectors of an image are after a change.
package struct EmbeddingChange: Hashable, Sendable {
  package var revision: Int64
  package var image: ImageID
  /// By part; empty when the image, or its vectors, went.
  package var vectors: [[Float]]
}

private let latestRevision: SQL =
  "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'embedding_changes'"

private let spaceID: SQL = "SELECT id FROM vector_spaces WHERE name = ?"

private let changesAfter: SQL = """
  SELECT revision, changed.image_id, vector FROM (
    SELECT revision, image_id FROM embedding_changes
    WHERE space_id = ? AND revision > ? ORDER BY revision LIMIT ?
  ) AS changed
  LEFT JOIN embeddings ON space_id = ? AND embeddings.image_id = changed.image_id
  ORDER BY revision, part
  """
