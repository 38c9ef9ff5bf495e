import Store

extension CatalogueTransaction {
  /// Remembers for ever that two images are no duplicates of each other.
  package func putNotDuplicates(_ pair: ImagePair, note: String? = nil) throws {
    try requireOwned(pair.first)
    try requireOwned(pair.second)
    try connection.execute(
      """
      INSERT INTO not_duplicates (first_image, second_image, decided_at, note) VALUES (?, ?, ?, ?)
      ON CONFLICT (first_image, second_image) DO UPDATE SET
        decided_at = excluded.decided_at, note = excluded.note
      """,
      [
        .integer(pair.first.rawValue), .integer(pair.second.rawValue), .integer(now.rawValue),
        .optional(note),
      ])
  }

  /// Takes such a decision back; `false` when there was none.
  @discardableResult
  package func removeNotDuplicates(_ pair: ImagePair) throws -> Bool {
    try connection.execute(
      """
      DELETE FROM not_duplicates WHERE first_image = ? AND second_image = ?
        AND first_image IN (SELECT id FROM images WHERE owner_user_id = ?)
      """,
      [
        .integer(pair.first.rawValue), .integer(pair.second.rawValue), .text(owner.name),
      ]) > 0
  }

  /// Stores the outcome of a search for duplicates with all its groups, and removes the oldest runs
  /// beyond `keeping`.
  @discardableResult
  package func putDuplicateRun(_ run: DuplicateRun, keeping: Int = 5) throws -> DuplicateRunID {
    try connection.execute(
      """
      INSERT INTO duplicate_runs (owner_user_id, options, started_at, finished_at)
      VALUES (?, ?, ?, ?)
      """,
      [
        .text(owner.name), .text(run.options), .integer(run.startedAt.rawValue),
        .integer(run.finishedAt.rawValue),
      ])
    let id = connection.lastInsertedID
    for (position, group) in run.groups.enumerated() {
      try put(group, at: position, of: id)
    }
    try removeDuplicateRuns(keeping: keeping)
    return DuplicateRunID(rawValue: id)
  }

  private func put(_ group: DuplicateGroup, at position: Int, of run: Int64) throws {
    try connection.execute(
      "INSERT INTO duplicate_groups (run_id, position, kind, confidence) VALUES (?, ?, ?, ?)",
      [.integer(run), .integer(position), .text(group.kind), .real(group.confidence)])
    let id = connection.lastInsertedID
    for (position, member) in group.members.enumerated() {
      try connection.execute(
        """
        INSERT INTO duplicate_members (group_id, position, file_id, is_best, reasons)
        VALUES (?, ?, ?, ?, ?)
        """,
        [
          .integer(id), .integer(position), .integer(member.file.rawValue),
          .boolean(member.isBest), .text(member.reasons.joined(separator: "\n")),
        ])
    }
    for (position, link) in group.links.enumerated() {
      try connection.execute(
        """
        INSERT INTO duplicate_links (
          group_id, position, first_image, second_image, kind, distance, residual, confidence,
          detail)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .integer(id), .integer(position), .integer(link.first.rawValue),
          .integer(link.second.rawValue), .text(link.kind), .optional(link.distance),
          .optional(link.residual), .real(link.confidence), .optional(link.detail),
        ])
    }
  }

  private func removeDuplicateRuns(keeping: Int) throws {
    try connection.execute(
      """
      DELETE FROM duplicate_runs WHERE owner_user_id = ?1 AND id NOT IN (
        SELECT id FROM duplicate_runs WHERE owner_user_id = ?1 ORDER BY id DESC LIMIT ?2)
      """, [.text(owner.name), .integer(keeping)])
  }

  /// - Throws: `catalogue.unknown-image` for a picture that the owner does not have.
  func requireOwned(_ image: ImageID) throws {
    let isOwned = try connection.integer(
      "SELECT COUNT(*) FROM images WHERE id = ? AND owner_user_id = ?",
      [.integer(image.rawValue), .text(owner.name)])
    guard isOwned == 1 else { throw CatalogueFault.unknownImage }
  }
}
