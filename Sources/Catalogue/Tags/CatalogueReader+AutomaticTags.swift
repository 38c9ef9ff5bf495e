package import Core
import Store

extension CatalogueReader {
  /// What sets of labels say of a picture, by their names, each with the surest tag first.
  package func automaticTags(of image: ImageID) throws -> [AutomaticTags] {
    try database.read { connection in
      var found: [AutomaticTags] = []
      try connection.forEach(
        """
        SELECT tag_sets.name, space, tags.name, confidence FROM automatic_tags
        JOIN tag_sets ON tag_sets.id = tag_set_id JOIN tags ON tags.id = tag_id
        WHERE image_id = ? AND tag_sets.owner_user_id = ?
        ORDER BY tag_sets.name, space, confidence DESC, tags.name
        """, [.integer(image.rawValue), ownerValue]
      ) { row in
        let set = TagSet(name: row.text(0), space: row.text(1))
        if found.last?.set != set { found.append(AutomaticTags(set: set, tags: [])) }
        found[found.count - 1].tags.append(
          AutomaticTag(name: row.text(2), confidence: row.real(3)))
      }
      return found
    }
  }

  /// The sets of labels by which pictures have been tagged, by name. O(automatic tags).
  package func tagSets() throws -> [TagSetTotals] {
    try database.read { connection in
      try connection.rows(
        """
        SELECT name, space, label_count, count(DISTINCT image_id), count(image_id), tagged_at
        FROM tag_sets LEFT JOIN automatic_tags ON tag_set_id = tag_sets.id
        WHERE owner_user_id = ? GROUP BY tag_sets.id ORDER BY name, space
        """, [ownerValue]
      ) { row in
        TagSetTotals(
          set: TagSet(name: row.text(0), space: row.text(1)), labelCount: row.int(2),
          imageCount: row.int(3), tagCount: row.int(4), taggedAt: row.timestamp(5))
      }
    }
  }

  /// The vectors of labels that were kept, by their sentences.
  package func labelVectors(in space: VectorSpace) throws -> [String: [Float]] {
    try database.read { connection in
      var vectors: [String: [Float]] = [:]
      try connection.forEach(
        "SELECT sentences, vector FROM label_vectors WHERE owner_user_id = ? AND space = ?",
        [ownerValue, .text(space.name)]
      ) { row in
        vectors[row.text(0)] = try row.vector(1, of: space.dimension)
      }
      return vectors
    }
  }
}
