package import Core
import Store

extension CatalogueTransaction {
  /// Says that a path holds an image, in the state it had on disk when it was read.
  @discardableResult
  package func putFile(
    _ path: FilePath, identity: FileIdentity, image: ImageID
  ) throws -> FileID {
    let id = try connection.first(
      """
      INSERT INTO files (
        folder_id, name, device, inode, size, modified, image_id, state, first_seen, checked_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'present', ?8, ?8)
      ON CONFLICT (folder_id, name) DO UPDATE SET
        device = excluded.device, inode = excluded.inode, size = excluded.size,
        modified = excluded.modified, image_id = excluded.image_id, state = 'present',
        failure_code = NULL, failure_message = NULL, failure_remedy = NULL, attempts = 0,
        checked_at = excluded.checked_at, missing_since = NULL
      RETURNING id
      """,
      try place(path) + values(identity) + [.integer(image.rawValue), .integer(now.rawValue)]
    ) { $0.fileID(0) }
    return id!
  }

  /// Says that no picture could be made of a file. It is not tried again while its identity stays;
  /// each time it is, the attempts count up.
  @discardableResult
  package func putFailure(
    _ path: FilePath, identity: FileIdentity, fault: Fault
  ) throws -> FileID {
    let message = fault.underlying.map { "\(fault.message) (\($0))" } ?? fault.message
    let id = try connection.first(
      """
      INSERT INTO files (
        folder_id, name, device, inode, size, modified, state,
        failure_code, failure_message, failure_remedy, attempts, first_seen, checked_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'failed', ?7, ?8, ?9, 1, ?10, ?10)
      ON CONFLICT (folder_id, name) DO UPDATE SET
        device = excluded.device, inode = excluded.inode, size = excluded.size,
        modified = excluded.modified, image_id = NULL, state = 'failed',
        attempts = CASE WHEN size = excluded.size AND modified = excluded.modified
          THEN attempts + 1 ELSE 1 END,
        failure_code = excluded.failure_code, failure_message = excluded.failure_message,
        failure_remedy = excluded.failure_remedy, checked_at = excluded.checked_at,
        missing_since = NULL
      RETURNING id
      """,
      try place(path) + values(identity) + [
        .text(fault.code.name), .text(message), .text(fault.remedy), .integer(now.rawValue),
      ]
    ) { $0.fileID(0) }
    return id!
  }

  /// Says that a file now lies elsewhere; it keeps its row. A row that stood at the new path gives
  /// way.
  package func moveFile(
    _ file: FileID, to path: FilePath, identity: FileIdentity, state: FileState = .present
  ) throws {
    let place = try place(path)
    try connection.execute(
      "DELETE FROM files WHERE folder_id = ? AND name = ? AND id <> ?",
      place + [.integer(file.rawValue)])
    try connection.execute(
      """
      UPDATE files SET
        folder_id = ?, name = ?, device = ?, inode = ?, size = ?, modified = ?,
        state = CASE WHEN image_id IS NULL THEN 'failed' ELSE ? END, missing_since = NULL
      WHERE id = ? AND folder_id IN (SELECT id FROM folders WHERE owner_user_id = ?)
      """,
      place + values(identity) + [
        .text(state.rawValue), .integer(file.rawValue), .text(owner.name),
      ])
  }

  /// Corrects what the file system says of a file whose content is as it was: after its disk was
  /// mounted under another number, say.
  package func refreshFile(_ file: FileID, identity: FileIdentity) throws {
    try connection.execute(
      """
      UPDATE files SET device = ?, inode = ?, size = ?, modified = ?
      WHERE id = ? AND folder_id IN (SELECT id FROM folders WHERE owner_user_id = ?)
      """, values(identity) + [.integer(file.rawValue), .text(owner.name)])
  }

  /// The files that hold an image, by path.
  package func files(of image: ImageID) throws -> [(file: FileID, path: FilePath, device: UInt64)] {
    try connection.rows(
      """
      SELECT files.id, path, name, device FROM files JOIN folders ON folders.id = folder_id
      WHERE image_id = ? AND owner_user_id = ? ORDER BY path, name
      """, [.integer(image.rawValue), .text(owner.name)]
    ) { ($0.fileID(0), $0.joinedPath(from: 1), UInt64(bitPattern: $0.integer(3))) }
  }

  /// Says that a file was moved by us: staged by a review, or brought back. It keeps its row.
  ///
  /// - Returns: `false` when the catalogue does not know `path`.
  @discardableResult
  package func relocateFile(
    at path: FilePath, to destination: FilePath, identity: FileIdentity, state: FileState
  ) throws -> Bool {
    guard let file = try file(at: path) else { return false }
    try moveFile(file, to: destination, identity: identity, state: state)
    return true
  }

  /// Says that a file was removed by us; `false` when the catalogue does not know it.
  @discardableResult
  package func removeFile(at path: FilePath) throws -> Bool {
    guard let file = try file(at: path) else { return false }
    try markMissing(CollectionOfOne(file))
    return true
  }

  private func file(at path: FilePath) throws -> FileID? {
    try connection.first(
      "SELECT id FROM files WHERE folder_id = ? AND name = ?", try place(path)
    ) { $0.fileID(0) }
  }

  /// Says that files were not there when their root was scanned. Their rows stay, so that they are
  /// recognised when they come back.
  package func markMissing(_ files: some Sequence<FileID>) throws {
    for file in files {
      try connection.execute(
        """
        UPDATE files SET
          state = 'missing', missing_since = ?,
          failure_code = NULL, failure_message = NULL, failure_remedy = NULL
        WHERE id = ? AND state <> 'missing'
          AND folder_id IN (SELECT id FROM folders WHERE owner_user_id = ?)
        """,
        [.integer(now.rawValue), .integer(file.rawValue), .text(owner.name)])
    }
  }

  /// Removes the rows of files that are missing, and of the images that then no file holds and
  /// nobody decided about.
  ///
  /// - Returns: the digests of the images that went, whose thumbnails may be removed.
  package func forgetMissing() throws -> [SHA256Digest] {
    try connection.execute(
      """
      DELETE FROM files WHERE state = 'missing'
        AND folder_id IN (SELECT id FROM folders WHERE owner_user_id = ?)
      """, [.text(owner.name)])
    return try connection.rows(
      """
      DELETE FROM images WHERE owner_user_id = ? AND source = 'batch'
        AND id NOT IN (SELECT image_id FROM files WHERE image_id IS NOT NULL)
        AND id NOT IN (SELECT first_image FROM not_duplicates)
        AND id NOT IN (SELECT second_image FROM not_duplicates)
      RETURNING sha256
      """, [.text(owner.name)]
    ) { try $0.digest(0) }
  }

  private func place(_ path: FilePath) throws -> [SQLValue] {
    let folder = try folderID(path.parent ?? FilePath("."))
    return [.integer(folder), .blob(path.lastComponent.bytes)]
  }

  private func values(_ identity: FileIdentity) -> [SQLValue] {
    [
      .integer(Int64(bitPattern: identity.device)), .integer(Int64(bitPattern: identity.inode)),
      .integer(identity.size), .integer(identity.modified),
    ]
  }
}
