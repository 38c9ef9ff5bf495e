import Core
import Store

extension CatalogueTransaction {
  /// Edits that can be undone; the oldest beyond them are forgotten.
  private static let keptEdits = 500

  /// Changes what people say of pictures, so that it can be undone.
  ///
  /// - Throws: `catalogue.unknown-image` for a picture that the owner does not have.
  /// - Complexity: O(pictures · changes · log n).
  package func edit(_ edit: PictureEdit, of images: [ImageID]) throws -> EditOutcome {
    let added = try edit.addedTags.map(tagID)
    let removed = try edit.removedTags.compactMap(knownTagID)
    var steps: [EditStep] = []
    for image in images {
      try requireOwned(image)
      if let rating = edit.rating {
        let stars: Int64? = if case .stars(let stars) = rating { Int64(stars) } else { nil }
        steps += try changed(.rating, of: image, to: stars)
      }
      if let isFavourite = edit.isFavourite {
        steps += try changed(.favourite, of: image, to: isFavourite ? 1 : nil)
      }
      for tag in added { steps += try give(tag, to: image) }
      for tag in removed { steps += try take(tag, from: image) }
    }
    return EditOutcome(id: try note(steps), changed: Set(steps.map(\.image)))
  }

  /// Puts back what an edit changed, where nothing has changed it again since, and forgets the edit.
  ///
  /// - Returns: the pictures of which something is as it was.
  /// - Throws: `edit.unknown` when there is no such edit, or it was undone.
  @discardableResult
  package func undoEdit(_ id: EditID) throws -> Set<ImageID> {
    let isThere = try connection.integer(
      "SELECT count(*) FROM edits WHERE id = ? AND owner_user_id = ?",
      [.integer(id.rawValue), .text(owner.name)])
    guard isThere == 1 else { throw CatalogueFault.unknownEdit }
    let steps = try connection.rows(
      "SELECT image_id, subject, tag_id, before, after FROM edit_steps WHERE edit_id = ?",
      [.integer(id.rawValue)]
    ) { row in
      JudgedFact(subject: row.text(1), tag: row.integer(2)).map {
        EditStep(
          image: row.imageID(0), fact: $0, before: row.optionalInteger(3),
          after: row.optionalInteger(4))
      }
    }
    var back: Set<ImageID> = []
    for case let step? in steps
    where try step.fact.value(of: step.image, connection) == step.after {
      try step.fact.set(step.before, of: step.image, connection)
      back.insert(step.image)
    }
    try connection.execute("DELETE FROM edits WHERE id = ?", [.integer(id.rawValue)])
    return back
  }

  // MARK: Steps

  private func changed(
    _ fact: JudgedFact, of image: ImageID, to value: Int64?
  ) throws -> [EditStep] {
    let before = try fact.value(of: image, connection)
    if before == value { return [] }
    try fact.set(value, of: image, connection)
    return [EditStep(image: image, fact: fact, before: before, after: value)]
  }

  /// A tag that a picture has already, whoever gave it, is not given again.
  private func give(_ tag: Int64, to image: ImageID) throws -> [EditStep] {
    let allowed = try changed(.refusal(tag), of: image, to: nil)
    let key: [SQLValue] = [.integer(image.rawValue), .integer(tag)]
    let isThere = try connection.integer(
      "SELECT count(*) FROM image_tags WHERE image_id = ? AND tag_id = ?", key)
    if isThere > 0 { return allowed }
    let place = try connection.integer(
      """
      SELECT coalesce(max(position) + 1, 0) FROM image_tags
      WHERE image_id = ? AND source = 'person'
      """, [key[0]])
    return try allowed + changed(.tag(tag), of: image, to: place)
  }

  private func take(_ tag: Int64, from image: ImageID) throws -> [EditStep] {
    let taken = try changed(.tag(tag), of: image, to: nil)
    let isOfOthers = try connection.integer(
      "SELECT count(*) FROM image_tags WHERE image_id = ? AND tag_id = ?",
      [.integer(image.rawValue), .integer(tag)])
    return isOfOthers > 0 ? try taken + changed(.refusal(tag), of: image, to: 1) : taken
  }

  /// A fact that was changed twice in one edit is one step, from the first to the last.
  private func note(_ steps: [EditStep]) throws -> EditID? {
    if steps.isEmpty { return nil }
    try connection.execute(
      "INSERT INTO edits (owner_user_id, made_at) VALUES (?, ?)",
      [.text(owner.name), .integer(now.rawValue)])
    let id = connection.lastInsertedID
    for step in steps {
      try connection.execute(
        """
        INSERT INTO edit_steps (edit_id, image_id, subject, tag_id, before, after)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (edit_id, image_id, subject, tag_id) DO UPDATE SET after = excluded.after
        """,
        [
          .integer(id), .integer(step.image.rawValue), .text(step.fact.subject),
          .integer(step.fact.tag), .optional(step.before), .optional(step.after),
        ])
    }
    try connection.execute(
      """
      DELETE FROM edits WHERE owner_user_id = ?1 AND id <= (
        SELECT id FROM edits WHERE owner_user_id = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)
      """, [.text(owner.name), .integer(Self.keptEdits)])
    return EditID(rawValue: id)
  }

  // MARK: Tags

  private func tagID(_ name: String) throws -> Int64 {
    try connection.execute(
      "INSERT OR IGNORE INTO tags (owner_user_id, name) VALUES (?, ?)",
      [.text(owner.name), .text(name)])
    guard let id = try knownTagID(name) else { preconditionFailure("the tag was written above") }
    return id
  }

  private func knownTagID(_ name: String) throws -> Int64? {
    try connection.first(
      "SELECT id FROM tags WHERE owner_user_id = ? AND name = ?", [.text(owner.name), .text(name)]
    ) { $0.integer(0) }
  }
}

private struct EditStep {
  var image: ImageID
  var fact: JudgedFact
  var before: Int64?
  var after: Int64?
}
