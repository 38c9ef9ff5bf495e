import Store

extension CatalogueTransaction {
  /// Adds what a person calls a picture to what people called it before.
  package func addTags(_ names: [String], to image: ImageID) throws {
    for name in names {
      let key: [SQLValue] = [.text(owner.name), .text(name)]
      try connection.execute(
        "INSERT OR IGNORE INTO tags (owner_user_id, name) VALUES (?, ?)", key)
      try connection.execute(
        """
        INSERT OR IGNORE INTO image_tags (image_id, tag_id, source, position)
        SELECT ?1, tags.id, 'person', (
          SELECT coalesce(max(position) + 1, 0) FROM image_tags
          WHERE image_id = ?1 AND source = 'person')
        FROM tags JOIN images ON images.id = ?1 AND images.owner_user_id = tags.owner_user_id
        WHERE tags.owner_user_id = ?2 AND name = ?3
        """, [.integer(image.rawValue)] + key)
    }
  }

  /// Notes the object that a picture was taken in from.
  package func setObject(bucket: String, key: String, of image: ImageID) throws {
    try connection.execute(
      "UPDATE images SET bucket = ?, object_key = ? WHERE id = ? AND owner_user_id = ?",
      [.text(bucket), .text(key), .integer(image.rawValue), .text(owner.name)])
  }
}
