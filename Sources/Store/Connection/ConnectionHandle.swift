import CSQLite
import Core

/// The owner of an open SQLite handle: closed exactly once, at the end of its life.
struct ConnectionHandle: ~Copyable {
  let pointer: OpaquePointer

  /// Opens the file, which is made when `readOnly` is false.
  init(opening path: FilePath, readOnly: Bool) throws(Fault) {
    let access = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    // The Database lets one thread at a time use a connection; SQLite's own mutex is not needed.
    let flags = access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
    var opened: OpaquePointer?
    let status = path.withCString { sqlite3_open_v2($0, &opened, flags, nil) }
    guard let opened else {
      throw Fault("store.memory", .runtime, "cannot open the database: out of memory", path: path)
    }
    guard status == SQLITE_OK else {
      let fault = Fault.sqlite(status, opened, "open the database", path: path)
      sqlite3_close_v2(opened)
      throw fault
    }
    pointer = opened
    _ = semblance_harden(opened)
  }

  // A statement that outlives its connection keeps the handle until it is finalised.
  deinit { sqlite3_close_v2(pointer) }
}
