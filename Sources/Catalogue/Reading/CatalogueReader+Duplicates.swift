import Store

extension CatalogueReader {
  /// Every pair that people said is none.
  package func notDuplicates() throws -> Set<ImagePair> {
    try database.read { connection in
      Set(
        try connection.rows(
          """
          SELECT first_image, second_image FROM not_duplicates
          JOIN images ON images.id = first_image WHERE owner_user_id = ?
          """, [ownerValue]
        ) { ImagePair($0.imageID(0), $0.imageID(1)) })
    }
  }

  /// The decisions with when they were made and why, in the order of their making.
  package func notDuplicateDecisions() throws -> [NotDuplicates] {
    try database.read { connection in
      try connection.rows(
        """
        SELECT first_image, second_image, decided_at, note FROM not_duplicates
        JOIN images ON images.id = first_image WHERE owner_user_id = ?
        ORDER BY decided_at, first_image, second_image
        """, [ownerValue]
      ) { row in
        NotDuplicates(
          pair: ImagePair(row.imageID(0), row.imageID(1)), decidedAt: row.timestamp(2),
          note: row.optionalText(3))
      }
    }
  }

  /// The id of the last finished search for duplicates.
  package func lastDuplicateRun() throws -> DuplicateRunID? {
    try database.read { connection in
      try connection.first(
        "SELECT max(id) FROM duplicate_runs WHERE owner_user_id = ?", [ownerValue]
      ) { $0.optionalInteger(0).map { DuplicateRunID(rawValue: $0) } } ?? nil
    }
  }

  /// A search for duplicates with all its groups in their order; `nil` when it is not there.
  package func duplicateRun(_ id: DuplicateRunID) throws -> DuplicateRun? {
    try database.read { connection in
      var run = try connection.first(
        """
        SELECT options, started_at, finished_at FROM duplicate_runs
        WHERE id = ? AND owner_user_id = ?
        """, [.integer(id.rawValue), ownerValue]
      ) {
        DuplicateRun(
          options: $0.text(0), startedAt: $0.timestamp(1), finishedAt: $0.timestamp(2), groups: [])
      }
      run?.groups = try groups(of: id, on: connection)
      return run
    }
  }

  private func groups(
    of run: DuplicateRunID, on connection: Connection
  ) throws -> [DuplicateGroup] {
    let ids = try connection.rows(
      "SELECT id FROM duplicate_groups WHERE run_id = ? ORDER BY position",
      [.integer(run.rawValue)]
    ) { $0.integer(0) }
    return try ids.compactMap { try group($0, includingRefused: true, on: connection) }
  }

  /// - Parameter includingRefused: also members of which somebody said that they are no duplicates.
  func group(
    _ id: Int64, includingRefused: Bool, on connection: Connection
  ) throws -> DuplicateGroup? {
    try connection.first(
      """
      SELECT kind, confidence, (SELECT count(*) FROM duplicate_members WHERE group_id = ?1)
      FROM duplicate_groups WHERE id = ?1
      """, [.integer(id)]
    ) { row in
      var group = DuplicateGroup(
        kind: row.text(0), confidence: row.real(1),
        members: try members(of: id, includingRefused, on: connection),
        links: try links(of: id, on: connection))
      group.refusedCount = row.int(2) - group.members.count
      return group
    }
  }

  private func members(
    of group: Int64, _ includingRefused: Bool, on connection: Connection
  ) throws -> [DuplicateMember] {
    try connection.rows(
      """
      SELECT file_id, is_best, reasons FROM duplicate_members AS member
      WHERE group_id = ? AND (position = 0 OR ? OR NOT
      """ + " " + isRefusedMember + ") ORDER BY position",
      [.integer(group), .boolean(includingRefused)]
    ) { row in
      let reasons = row.text(2).split(separator: "\n").map(String.init)
      return DuplicateMember(file: row.fileID(0), isBest: row.boolean(1), reasons: reasons)
    }
  }

  private func links(of group: Int64, on connection: Connection) throws -> [DuplicateLink] {
    try connection.rows(
      """
      SELECT first_image, second_image, kind, distance, residual, confidence, detail
      FROM duplicate_links WHERE group_id = ? ORDER BY position
      """, [.integer(group)]
    ) { row in
      DuplicateLink(
        first: row.imageID(0), second: row.imageID(1), kind: row.text(2),
        distance: row.optionalInt(3), residual: row.optionalReal(4), confidence: row.real(5),
        detail: row.optionalText(6))
    }
  }
}

/// A remembered decision that two images are no duplicates.
package struct NotDuplicates: Hashable, Sendable {
  package var pair: ImagePair
  package var decidedAt: Timestamp
  package var note: String?
}
