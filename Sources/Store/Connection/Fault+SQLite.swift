import CSQLite
package import Core

extension Fault {
  /// The fault that an SQLite result code stands for, with SQLite's own words as its cause.
  static func sqlite(
    _ status: Int32, _ connection: OpaquePointer?, _ action: String, path: FilePath? = nil
  ) -> Fault {
    let said = connection.map { String(cString: sqlite3_errmsg($0)) }
    let file = path ?? connection.flatMap(filePath)
    let (code, source, remedy): (Code, FaultSource, String) =
      switch status & 0xFF {
      case SQLITE_CORRUPT, SQLITE_NOTADB: ("store.corrupt", .runtime, corruptionRemedy)
      case SQLITE_BUSY, SQLITE_LOCKED:
        ("store.busy", .runtime, "Another process is writing; try again when it has finished.")
      case SQLITE_FULL: ("disk.full", .runtime, "Free some space and run the command again.")
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
        ("store.read-only", .user, "Check that you may write the library folder.")
      case SQLITE_CANTOPEN:
        ("store.unopenable", .user, "Check that the folder exists and that you may write it.")
      case SQLITE_IOERR:
        ("store.input-output", .runtime, "Check the disk that holds the library.")
      case SQLITE_CONSTRAINT: ("store.constraint", .bug, "")
      case SQLITE_NOMEM: ("store.memory", .runtime, "")
      default: ("store.error", .bug, "")
      }
    return Fault(
      code, source, "cannot \(action)", remedy: remedy, path: file, underlying: said)
  }

  /// What to do about a database that SQLite cannot read.
  package static var corruptionRemedy: String {
    "Move the database file aside and index again: your pictures are not touched by this."
  }

  private static func filePath(of connection: OpaquePointer) -> FilePath? {
    guard let name = sqlite3_db_filename(connection, "main") else { return nil }
    var length = 0
    while name[length] != 0 { length += 1 }
    let bytes = UnsafeBufferPointer(start: name, count: length).map { UInt8(bitPattern: $0) }
    return bytes.isEmpty ? nil : FilePath(bytes: bytes)
  }
}
