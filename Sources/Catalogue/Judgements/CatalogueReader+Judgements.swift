package import Core
import Store

extension CatalogueReader {
  /// What people, the file and models say of a picture.
  ///
  /// - Throws: `catalogue.unknown-image`.
  package func judgement(of image: ImageID) throws -> PictureJudgement {
    try database.read { connection in
      let key = SQLValue.integer(image.rawValue)
      let said = try connection.first(
        """
        SELECT file_rating, (SELECT rating FROM person_ratings WHERE image_id = images.id),
          EXISTS (SELECT 1 FROM favourites WHERE image_id = images.id)
        FROM images WHERE id = ? AND owner_user_id = ?
        """, [key, ownerValue]
      ) { row in
        PictureJudgement(
          personRating: row.optionalInt(1), fileRating: row.optionalInt(0),
          isFavourite: row.boolean(2), tags: [], refusedTags: [])
      }
      guard var judgement = said else { throw CatalogueFault.unknownImage }
      try connection.forEach(
        """
        SELECT name, source FROM shown_tags JOIN tags ON tags.id = tag_id
        WHERE image_id = ? ORDER BY source, position
        """, [key]
      ) { row in
        let name = row.text(0)
        guard !judgement.tags.contains(where: { $0.name == name }) else { return }
        judgement.tags.append(
          .init(name: name, source: TagSource(rawValue: row.text(1)) ?? .person))
      }
      judgement.refusedTags = try connection.rows(
        "SELECT name FROM refused_tags JOIN tags ON tags.id = tag_id WHERE image_id = ?", [key]
      ) { $0.text(0) }
      return judgement
    }
  }

  /// The rows of pictures by their ids; what the owner does not have is left out.
  package func images(named ids: some Sequence<ULID>) throws -> [ULID: ImageID] {
    try database.read { connection in
      var rows: [ULID: ImageID] = [:]
      for id in ids {
        rows[id] = try connection.first(
          "SELECT id FROM images WHERE owner_user_id = ? AND ulid = ?",
          [ownerValue, .text(id.description)]
        ) { $0.imageID(0) }
      }
      return rows
    }
  }
}
