package import Core
internal import Store

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A bucket of objects under names that clients choose: a database of what there is, and a file for
/// each under a random name, so that no client's word ever becomes a path.
///
/// An object's bytes are on the disk before its row is, and its row is before it is acknowledged; a
/// file without a row is what a crash left, and goes with the next start. Every method may be called
/// from any thread; all of them block.
package final class BucketStore: Sendable {
  package let folder: FilePath
  package let name: String
  let database: Database

  /// Bytes of an object, whichever way it came.
  package static let objectLimit = Int64(5) << 30
  /// Bytes that stay free on the disk.
  private static let reserve = Int64(64) << 20
  /// Bytes of a key, by the protocol.
  package static let keyLimit = 1_024
  private static let (dayMilliseconds, uploadDays) = (Int64(86_400_000), Int64(7))

  private var incoming: FilePath { folder.appending(".incoming") }

  /// Opens the bucket, making it when it is not there, and removes what a crash has left.
  package init(at folder: FilePath, name: String) throws {
    self.folder = folder
    self.name = name
    try Folder.create(folder.appending(".incoming"))
    database = try Database(at: folder.appending("objects.sqlite"), schema: .bucket)
    try ObjectFile.removeLeftovers(in: incoming)
    try removeAbandonedUploads()
    try removeUnknownFiles()
  }

  // MARK: Writing

  /// A file for an object that comes.
  ///
  /// - Parameter expected: its length, where that is known: more than the disk has is refused before
  ///   anything comes.
  package func draft(expecting expected: Int64? = nil) throws(Fault) -> ObjectDraft {
    var status = statvfs()
    if let expected, folder.withCString({ statvfs($0, &status) }) == 0 {
      let free = Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
      guard free - Self.reserve >= expected else {
        throw .system(ENOSPC, "keep what is sent", path: folder)
      }
    }
    return try ObjectDraft(in: incoming)
  }

  /// Makes what came an object, in place of one of the same key.
  ///
  /// - Parameter tag: the hexadecimal digits of its MD5.
  @discardableResult
  package func put(
    _ draft: ObjectDraft, as key: String, tag: String, _ facts: ObjectFacts
  ) throws -> StoredObject {
    let file = try keep(draft)
    let object = StoredObject(
      key: key, bytes: draft.count, tag: tag, mediaType: facts.mediaType, modified: Self.now,
      notes: facts.notes, file: file)
    let old = try database.write(.power) { try Self.put(object, facts, $0) }
    if let old { discard(old) }
    return object
  }

  /// - Returns: the file that it had before.
  static func put(
    _ object: StoredObject, _ facts: ObjectFacts, _ connection: Connection
  ) throws -> String? {
    let old = try connection.first(
      "SELECT file FROM objects WHERE key = ?", [.text(object.key)]
    ) { $0.text(0) }
    try connection.execute(
      """
      INSERT OR REPLACE INTO objects (key, bytes, tag, media_type, modified, notes, file)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(object.key), .integer(object.bytes), .text(object.tag), .text(object.mediaType),
        .integer(object.modified), .text(facts.notesText), .text(object.file),
      ])
    return old
  }

  /// Removes an object; `false` when there is none.
  @discardableResult
  package func remove(_ key: String) throws -> Bool {
    let file = try database.write(.power) { connection in
      try connection.first(
        "DELETE FROM objects WHERE key = ? RETURNING file", [.text(key)]
      ) { $0.text(0) }
    }
    if let file { discard(file) }
    return file != nil
  }

  /// Gives a draft a place under a random name.
  func keep(_ draft: ObjectDraft) throws(Fault) -> String {
    let name = Hexadecimal.string(of: (0..<16).map { _ in UInt8.random(in: .min ... .max) })
    try draft.keep(as: place(of: name))
    return name
  }

  func place(of file: String) -> FilePath {
    folder.appending("data").appending(String(file.prefix(2))).appending(file)
  }

  func discard(_ file: String) { _ = place(of: file).withCString { unlink($0) } }

  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  // MARK: Reading

  package func object(_ key: String) throws -> StoredObject? {
    try database.read { connection in
      try connection.first(
        Self.selection + "WHERE key = ?", [.text(key)], Self.object)
    }
  }

  static let selection: SQL =
    "SELECT key, bytes, tag, media_type, modified, notes, file FROM objects "

  static func object(_ row: borrowing Row) -> StoredObject {
    StoredObject(
      key: row.text(0), bytes: row.integer(1), tag: row.text(2), mediaType: row.text(3),
      modified: row.integer(4), notes: ObjectFacts.notes(row.text(5)), file: row.text(6))
  }

  /// A descriptor for an object's bytes, the caller's to close; `nil` when it was removed meanwhile.
  package func open(_ object: StoredObject) throws(Fault) -> Int32? {
    let path = place(of: object.file)
    let descriptor = path.withCString { Glibc.open($0, O_RDONLY | O_CLOEXEC) }
    if descriptor >= 0 { return descriptor }
    if errno == ENOENT { return nil }
    throw .system(errno, "read the object", path: path)
  }

  /// Gives an object's bytes a second name, in a folder of the same library: a link where the file
  /// system has them, a copy elsewhere.
  ///
  /// - Throws: `file.missing` when it was removed meanwhile; `disk.full`.
  package func link(_ object: StoredObject, to target: FilePath) throws(Fault) {
    let path = place(of: object.file)
    if path.withCString({ old in target.withCString { Glibc.link(old, $0) } }) == 0 { return }
    guard [EXDEV, EPERM, EMLINK, EOPNOTSUPP].contains(errno) else {
      throw .system(errno, "take the object in", path: path)
    }
    let copy = try ObjectDraft(in: incoming)
    try copy.append(path, count: object.bytes)
    try copy.keep(as: target)
  }

  // MARK: What a crash left

  private func removeAbandonedUploads() throws {
    let limit = Self.now - Self.uploadDays * Self.dayMilliseconds
    try database.write { connection in
      try connection.execute("DELETE FROM uploads WHERE began < ?", [.integer(limit)])
    }
  }

  /// Files without a row, an hour old or more: a younger one may be another process's, on its way.
  private func removeUnknownFiles() throws {
    let data = folder.appending("data")
    guard Folder.isFolder(data) else { return }
    let known = Set(
      try database.read { connection in
        try connection.rows("SELECT file FROM objects UNION ALL SELECT file FROM parts") {
          $0.text(0)
        }
      })
    let hourAgo = time(nil) - 3_600
    for folder in try Folder.names(in: data) {
      let inner = data.appending(FilePath(bytes: folder))
      for name in try Folder.names(in: inner)
      where !known.contains(String(decoding: name, as: UTF8.self)) {
        let path = inner.appending(FilePath(bytes: name))
        var status = stat()
        if path.withCString({ stat($0, &status) }) == 0, status.st_mtim.tv_sec < hourAgo {
          _ = path.withCString { unlink($0) }
        }
      }
    }
  }
}
