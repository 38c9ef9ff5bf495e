import Store

extension CatalogueReader {
  /// The living groups of a search, a page at a time, each with its place in the search from 0.
  ///
  /// - Complexity: a look at the files of every group before the page's end.
  package func groups(
    of run: DuplicateRunID, _ selection: GroupSelection, offset: Int, limit: Int
  ) throws -> [(position: Int, group: DuplicateGroup)] {
    try database.read { connection in
      let ids = try connection.rows(
        selectGroups + " ORDER BY position LIMIT ? OFFSET ?",
        values(run, selection) + [.integer(limit), .integer(offset)]
      ) { (id: $0.integer(0), position: $0.int(1)) }
      return try ids.compactMap { id, position in
        try group(id, includingRefused: selection.includesRefused, on: connection)
          .map { (position, $0) }
      }
    }
  }

  /// The sums over the living groups of a search. One pass over their files.
  package func totals(
    of run: DuplicateRunID, _ selection: GroupSelection
  ) throws -> GroupTotals {
    try database.read { connection in
      let values =
        [ownerValue] + values(run, selection) + [.boolean(selection.includesRefused)]
      return try connection.first(selectTotals, values) { row in
        var totals = GroupTotals()
        totals.groupCount = row.int(0)
        totals.copyCount = row.int(1)
        totals.reclaimableBytes = row.byteTotal(2)
        return totals
      } ?? GroupTotals()
    }
  }

  private func values(_ run: DuplicateRunID, _ selection: GroupSelection) -> [SQLValue] {
    let image = SQLValue.optional(selection.image?.rawValue)
    let (kind, position) = (
      SQLValue.optional(selection.kind), SQLValue.optional(selection.position)
    )
    return [
      .integer(run.rawValue), ownerValue, kind, kind, .real(selection.leastConfidence), image,
      image, position, position, .boolean(selection.includesRefused),
    ]
  }
}

/// Whether somebody said that a member is no duplicate of the best: the groups that a search found stay
/// as they were found, and such members are passed over.
let isRefusedMember: SQL = """
  EXISTS (
    SELECT 1 FROM duplicate_members AS best JOIN files AS kept ON kept.id = best.file_id
    JOIN files AS other ON other.id = member.file_id
    JOIN not_duplicates ON first_image = min(kept.image_id, other.image_id)
      AND second_image = max(kept.image_id, other.image_id)
    WHERE best.group_id = member.group_id AND best.position = 0)
  """

private let livingGroups: SQL = """
  FROM duplicate_groups AS found JOIN duplicate_runs ON duplicate_runs.id = run_id
  WHERE run_id = ? AND owner_user_id = ? AND (? IS NULL OR kind = ?) AND confidence >= ?
    AND (? IS NULL OR EXISTS (
      SELECT 1 FROM duplicate_members JOIN files ON files.id = file_id
      WHERE group_id = found.id AND state = 'present' AND image_id = ?))
    AND (? IS NULL OR position = ?)
    AND EXISTS (
      SELECT 1 FROM duplicate_members AS best JOIN files AS kept ON kept.id = best.file_id
      JOIN duplicate_members AS member ON member.group_id = best.group_id
      JOIN files AS other ON other.id = member.file_id
      WHERE best.group_id = found.id AND best.position = 0 AND best.is_best = 1
        AND kept.state = 'present' AND member.position > 0 AND other.state = 'present'
        AND (? OR NOT EXISTS (
          SELECT 1 FROM not_duplicates
          WHERE first_image = min(kept.image_id, other.image_id)
            AND second_image = max(kept.image_id, other.image_id))))
  """

private let selectGroups: SQL = "SELECT found.id, found.position " + livingGroups

private let selectTotals: SQL =
  """
  SELECT
    COUNT(DISTINCT group_id), total(member.position > 0),
    total(CASE WHEN member.position = 0 OR EXISTS (
      SELECT 1 FROM reference_folders WHERE reference_folders.owner_user_id = ?
        AND (folders.path = reference_folders.path
          OR substr(folders.path, 1, length(reference_folders.path) + 1)
            = CAST(reference_folders.path || '/' AS BLOB))) THEN 0 ELSE size END)
  FROM duplicate_members AS member JOIN files ON files.id = member.file_id
  JOIN folders ON folders.id = files.folder_id
  WHERE files.state = 'present' AND group_id IN (SELECT found.id
  """ + " " + livingGroups + ") AND (member.position = 0 OR ? OR NOT " + isRefusedMember + ")"
