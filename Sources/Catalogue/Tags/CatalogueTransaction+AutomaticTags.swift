package import Core
import Store

extension CatalogueTransaction {
  /// Replaces what a set of labels says of pictures; other sets, keywords of files and what people
  /// said stay. A picture without tags loses those that it had from the set.
  ///
  /// - Parameter labelCount: how many labels the set has.
  /// - Complexity: O(tags of the owner).
  package func putAutomaticTags(
    _ tags: [(image: ImageID, tags: [AutomaticTag])], of set: TagSet, labelCount: Int
  ) throws {
    let id = try connection.first(
      """
      INSERT INTO tag_sets (owner_user_id, name, space, label_count, tagged_at)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (owner_user_id, name, space) DO UPDATE SET
        label_count = excluded.label_count, tagged_at = excluded.tagged_at
      RETURNING id
      """,
      [
        .text(owner.name), .text(set.name), .text(set.space), .integer(labelCount),
        .integer(now.rawValue),
      ]
    ) { $0.integer(0) }
    guard let id else { preconditionFailure("RETURNING gives the row that was written") }
    var known: [String: Int64] = [:]
    for (image, tags) in tags {
      try connection.execute(
        "DELETE FROM automatic_tags WHERE tag_set_id = ? AND image_id = ?",
        [.integer(id), .integer(image.rawValue)])
      for tag in tags {
        let tagID = try tagID(tag.name, &known)
        try connection.execute(
          """
          INSERT OR IGNORE INTO automatic_tags (tag_set_id, image_id, tag_id, confidence)
          SELECT ?, id, ?, ? FROM images WHERE id = ? AND owner_user_id = ?
          """,
          [
            .integer(id), .integer(tagID), .real(tag.confidence), .integer(image.rawValue),
            .text(owner.name),
          ])
      }
    }
    try unite()
  }

  /// Forgets what sets of labels said, of whatever model.
  ///
  /// - Returns: how many sets of that name there were.
  @discardableResult
  package func removeAutomaticTags(ofSetsNamed name: String) throws -> Int {
    let count = try connection.execute(
      "DELETE FROM tag_sets WHERE owner_user_id = ? AND name = ?", [.text(owner.name), .text(name)])
    try unite()
    return Int(count)
  }

  private func tagID(_ name: String, _ known: inout [String: Int64]) throws -> Int64 {
    if let id = known[name] { return id }
    let key: [SQLValue] = [.text(owner.name), .text(name)]
    try connection.execute("INSERT OR IGNORE INTO tags (owner_user_id, name) VALUES (?, ?)", key)
    let id = try connection.first(
      "SELECT id FROM tags WHERE owner_user_id = ? AND name = ?", key
    ) { $0.integer(0) }
    guard let id else { preconditionFailure("the tag was written above") }
    known[name] = id
    return id
  }

  /// Brings the tags by which pictures are found in line with what all sets say. Only what differs is
  /// touched, so that only its pictures' words are written anew.
  private func unite() throws {
    try connection.execute(
      """
      DELETE FROM image_tags WHERE source = 'model'
        AND image_id IN (SELECT id FROM images WHERE owner_user_id = ?)
        AND NOT EXISTS (
          SELECT 1 FROM automatic_tags AS said
          WHERE said.image_id = image_tags.image_id AND said.tag_id = image_tags.tag_id)
      """, [.text(owner.name)])
    try connection.execute(
      """
      INSERT INTO image_tags (image_id, tag_id, source, position, confidence)
      SELECT image_id, tag_id, 'model', CAST((1 - max(confidence)) * 1000000 AS INTEGER),
        max(confidence)
      FROM automatic_tags JOIN tag_sets ON tag_sets.id = tag_set_id
      WHERE owner_user_id = ? GROUP BY image_id, tag_id
      ON CONFLICT (image_id, tag_id, source) DO UPDATE SET
        position = excluded.position, confidence = excluded.confidence
        WHERE confidence IS NOT excluded.confidence
      """, [.text(owner.name)])
  }

  /// Keeps the vectors of labels, by their sentences.
  package func putLabelVectors(_ vectors: [String: [Float]], in space: VectorSpace) throws {
    for (sentences, vector) in vectors {
      try connection.execute(
        """
        INSERT OR REPLACE INTO label_vectors (owner_user_id, space, sentences, vector)
        VALUES (?, ?, ?, ?)
        """,
        [
          .text(owner.name), .text(space.name), .text(sentences),
          .blob(VectorCoding.encode(vector)),
        ])
    }
  }
}
