package import Core
import Store

extension CatalogueTransaction {
  /// The archive with this content, if the owner has it as read by `version`.
  package func archive(with digest: SHA256Digest, version: Int) throws -> ArchiveID? {
    try connection.first(
      "SELECT id FROM archives WHERE owner_user_id = ? AND sha256 = ? AND version = ?",
      [.text(owner.name), .blob(digest.bytes), .integer(version)]
    ) { ArchiveID(rawValue: $0.integer(0)) }
  }

  /// Adds an archive, or replaces all that is known of the same content.
  @discardableResult
  package func putArchive(_ record: ArchiveRecord) throws -> ArchiveID {
    let id = try connection.first(
      """
      INSERT INTO archives (
        owner_user_id, sha256, byte_size, format, version, issue_count, indexed_at)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (owner_user_id, sha256) DO UPDATE SET
        format = excluded.format, version = excluded.version, issue_count = excluded.issue_count,
        indexed_at = excluded.indexed_at
      RETURNING id
      """,
      [
        .text(owner.name), .blob(record.sha256.bytes), .integer(record.byteSize),
        .text(record.format), .integer(record.version), .integer(record.issueCount),
        .integer(now.rawValue),
      ]
    ) { ArchiveID(rawValue: $0.integer(0)) }
    guard let id else { preconditionFailure("RETURNING gives the row that was written") }
    let key = SQLValue.integer(id.rawValue)
    try connection.execute("DELETE FROM archive_entries WHERE archive_id = ?", [key])
    try connection.execute("DELETE FROM archive_issues WHERE archive_id = ?", [key])
    try connection.execute("DELETE FROM archive_previews WHERE archive_id = ?", [key])
    for (position, entry) in record.entries.enumerated() {
      try connection.execute(
        "INSERT INTO archive_entries VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
          key, .integer(position), .text(entry.name), .text(entry.kind), .integer(entry.size),
          .optional(entry.crc.map { Int64($0) }), .integer(entry.depth),
        ])
    }
    for (position, issue) in record.issues.enumerated() {
      try connection.execute(
        "INSERT INTO archive_issues VALUES (?, ?, ?, ?)",
        [key, .integer(position), .text(issue.code), .text(issue.message)])
    }
    for (position, preview) in record.previews.enumerated() {
      for (view, look) in ([preview.look] + preview.views).enumerated() {
        try put(preview, look, at: [key, .integer(position), .integer(view)], isMain: view == 0)
      }
    }
    return id
  }

  private func put(
    _ preview: ArchivePreview, _ look: ArchivePreview.Look, at place: [SQLValue], isMain: Bool
  ) throws {
    try connection.execute(
      "INSERT INTO archive_previews VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      place + [
        .text(preview.entry), .text(preview.kind.rawValue), .integer(preview.width),
        .integer(preview.height), .integer(Int64(bitPattern: look.average.bits)),
        .integer(Int64(bitPattern: look.difference.bits)),
        .integer(Int64(bitPattern: look.perceptual.bits)), .blob(look.pdq.bytes),
        .real(Double(look.texture)), .blob(VectorCoding.encode(look.descriptor)),
        isMain ? .optional(preview.thumbnail) : .null,
      ])
  }

  /// Says that a path holds an archive, in the state it had on disk when it was read.
  package func putArchiveFile(
    _ path: FilePath, identity: FileIdentity, archive: ArchiveID
  ) throws {
    try putArchiveRow(path, identity, [.integer(archive.rawValue), .null, .null, .null])
  }

  /// Says that an archive could not be read.
  package func putArchiveFailure(
    _ path: FilePath, identity: FileIdentity, fault: Fault
  ) throws {
    let message = fault.underlying.map { "\(fault.message) (\($0))" } ?? fault.message
    try putArchiveRow(
      path, identity, [.null, .text(fault.code.name), .text(message), .text(fault.remedy)])
  }

  private func putArchiveRow(
    _ path: FilePath, _ identity: FileIdentity, _ outcome: [SQLValue]
  ) throws {
    try connection.execute(
      """
      INSERT OR REPLACE INTO archive_files (
        owner_user_id, path, device, inode, size, modified,
        archive_id, failure_code, failure_message, failure_remedy, checked_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(owner.name), .blob(path.bytes), .integer(Int64(bitPattern: identity.device)),
        .integer(Int64(bitPattern: identity.inode)), .integer(identity.size),
        .integer(identity.modified),
      ] + outcome + [.integer(now.rawValue)])
  }

  /// Forgets paths of archives, and then archives that no path holds.
  package func removeArchiveFiles(_ paths: [FilePath]) throws {
    for path in paths {
      try connection.execute(
        "DELETE FROM archive_files WHERE owner_user_id = ? AND path = ?",
        [.text(owner.name), .blob(path.bytes)])
    }
    try connection.execute(
      """
      DELETE FROM archives WHERE owner_user_id = ?
        AND id NOT IN (SELECT archive_id FROM archive_files WHERE archive_id IS NOT NULL)
      """, [.text(owner.name)])
  }
}
