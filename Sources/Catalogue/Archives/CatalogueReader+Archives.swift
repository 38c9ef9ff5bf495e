package import Core
import Store

extension CatalogueReader {
  /// What a scan of `roots` compares with: every archive at or below one of them.
  ///
  /// - Parameter version: what archives are read by now.
  package func knownArchives(
    below roots: [FilePath], version: Int
  ) throws -> [FilePath: KnownArchive] {
    try database.read { connection in
      var known: [FilePath: KnownArchive] = [:]
      try connection.forEach(
        """
        SELECT path, device, inode, size, modified, archive_id, failure_code, version
        FROM archive_files LEFT JOIN archives ON archives.id = archive_id
        WHERE archive_files.owner_user_id = ?
        """, [ownerValue]
      ) { row in
        let path = row.path(0)
        guard roots.contains(where: path.isInside) else { return }
        known[path] = KnownArchive(
          identity: row.identity(from: 1),
          archive: row.optionalInteger(5).map { ArchiveID(rawValue: $0) },
          failureCode: row.optionalText(6), isCurrent: row.optionalInt(7) == version)
      }
      return known
    }
  }

  /// The archive with this content, if the owner has it as read by `version`.
  package func archiveID(of digest: SHA256Digest, version: Int) throws -> ArchiveID? {
    try database.read { connection in
      try connection.first(
        "SELECT id FROM archives WHERE owner_user_id = ? AND sha256 = ? AND version = ?",
        [ownerValue, .blob(digest.bytes), .integer(version)]
      ) { ArchiveID(rawValue: $0.integer(0)) }
    }
  }

  /// All archives with what is known of them, thumbnails left out, in the order of their first
  /// paths. One pass over each table.
  ///
  /// - Parameter digest: only the one with this content; then only its rows are read.
  package func archives(with digest: SHA256Digest? = nil) throws -> [CataloguedArchive] {
    try database.read { connection in
      let wanted = try digest.map { digest in
        try connection.first(
          "SELECT id FROM archives WHERE owner_user_id = ? AND sha256 = ?",
          [ownerValue, .blob(digest.bytes)]
        ) { $0.integer(0) } ?? -1
      }
      let key = wanted.map { [SQLValue.integer($0)] } ?? []
      var paths: [Int64: [FilePath]] = [:]
      try connection.forEach(
        "SELECT archive_id, path FROM archive_files WHERE owner_user_id = ?"
          + (wanted == nil ? " AND archive_id IS NOT NULL" : " AND archive_id = ?"),
        [ownerValue] + key
      ) { paths[$0.integer(0), default: []].append($0.path(1)) }
      let condition: SQL = wanted == nil ? "" : " WHERE archive_id = ?"
      var entries = try archiveEntries(on: connection, condition, key)
      var issues = try archiveIssues(on: connection, condition, key)
      var previews = try archivePreviews(on: connection, condition, key)
      let archives = try connection.rows(
        """
        SELECT id, sha256, byte_size, format, version, issue_count FROM archives
        WHERE owner_user_id = ?
        """ + (wanted == nil ? "" : " AND id = ?"), [ownerValue] + key
      ) { row in
        let id = row.integer(0)
        return CataloguedArchive(
          id: ArchiveID(rawValue: id),
          record: ArchiveRecord(
            sha256: try row.digest(1), byteSize: row.integer(2), format: row.text(3),
            version: row.int(4), entries: entries.removeValue(forKey: id) ?? [],
            previews: previews.removeValue(forKey: id) ?? [],
            issues: issues.removeValue(forKey: id) ?? [], issueCount: row.int(5)),
          paths: (paths[id] ?? []).sorted())
      }
      return archives.filter { !$0.paths.isEmpty }.sorted { $0.paths[0] < $1.paths[0] }
    }
  }

  package func hasArchives() throws -> Bool {
    try database.read { connection in
      try connection.integer(
        "SELECT EXISTS (SELECT 1 FROM archives WHERE owner_user_id = ?)", [ownerValue]) != 0
    }
  }

  /// Archives that could not be read, by path.
  package func failedArchives() throws -> [FailedArchive] {
    try database.read { connection in
      try connection.rows(
        """
        SELECT path, failure_code, failure_message, failure_remedy FROM archive_files
        WHERE owner_user_id = ? AND archive_id IS NULL
        """, [ownerValue]
      ) { row in
        FailedArchive(
          path: row.path(0),
          failure: FileFailure(
            code: row.text(1), message: row.text(2), remedy: row.text(3), attempts: 1))
      }.sorted { $0.path < $1.path }
    }
  }

  /// A WebP of a preview, to show.
  package func archiveThumbnail(of digest: SHA256Digest, preview: Int) throws -> [UInt8]? {
    try database.read { connection in
      try connection.first(
        """
        SELECT thumbnail FROM archive_previews JOIN archives ON archives.id = archive_id
        WHERE owner_user_id = ? AND sha256 = ? AND position = ? AND view = 0
        """, [ownerValue, .blob(digest.bytes), .integer(preview)]
      ) { $0.optionalBytes(0) } ?? nil
    }
  }

  private func archiveEntries(
    on connection: Connection, _ condition: SQL, _ key: [SQLValue]
  ) throws -> [Int64: [ArchiveRecord.Entry]] {
    var entries: [Int64: [ArchiveRecord.Entry]] = [:]
    try connection.forEach(
      """
      SELECT archive_id, name, kind, size, crc, depth
      FROM archive_entries
      """ + condition + " ORDER BY archive_id, position", key
    ) { row in
      entries[row.integer(0), default: []].append(
        ArchiveRecord.Entry(
          name: row.text(1), kind: row.text(2), size: row.integer(3),
          crc: row.optionalInteger(4).map { UInt32(truncatingIfNeeded: $0) }, depth: row.int(5)))
    }
    return entries
  }

  private func archiveIssues(
    on connection: Connection, _ condition: SQL, _ key: [SQLValue]
  ) throws -> [Int64: [ArchiveRecord.Issue]] {
    var issues: [Int64: [ArchiveRecord.Issue]] = [:]
    try connection.forEach(
      "SELECT archive_id, code, message FROM archive_issues" + condition
        + " ORDER BY archive_id, position", key
    ) { row in
      issues[row.integer(0), default: []].append(
        ArchiveRecord.Issue(code: row.text(1), message: row.text(2)))
    }
    return issues
  }

  private func archivePreviews(
    on connection: Connection, _ condition: SQL, _ key: [SQLValue]
  ) throws -> [Int64: [ArchivePreview]] {
    var previews: [Int64: [ArchivePreview]] = [:]
    try connection.forEach(
      """
      SELECT archive_id, view, entry, kind, width, height, average_hash, difference_hash,
        perceptual_hash, pdq, texture, descriptor
      FROM archive_previews
      """ + condition + " ORDER BY archive_id, position, view", key
    ) { row in
      let look = try ArchivePreview.Look(
        average: row.hash64(6), difference: row.hash64(7), perceptual: row.hash64(8),
        pdq: row.hash256(9), texture: Float(row.real(10)),
        descriptor: row.withBytes(11) { VectorCoding.decode($0) })
      let id = row.integer(0)
      if row.int(1) == 0 {
        previews[id, default: []].append(
          ArchivePreview(
            entry: row.text(2), kind: ArchivePreview.Kind(rawValue: row.text(3)) ?? .picture,
            width: row.side(4), height: row.side(5), look: look))
      } else if let last = previews[id]?.indices.last {
        previews[id]?[last].views.append(look)
      }
    }
    return previews
  }
}
