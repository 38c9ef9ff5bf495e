import CSQLite
import Core

/// A compiled statement, finalised with its owner. Belongs to one connection and one thread.
final class Statement {
  let handle: OpaquePointer

  /// Compiles the first statement of `sql`.
  init(_ sql: SQL, on connection: OpaquePointer) throws(Fault) {
    var handle: OpaquePointer?
    let status = sqlite3_prepare_v3(
      connection, sql.text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    guard status == SQLITE_OK, let handle else {
      throw Fault.sqlite(status, connection, "prepare a statement")
    }
    self.handle = handle
  }

  deinit { sqlite3_finalize(handle) }

  /// Binds `values` to the parameters 1, 2, …; their number must be that of the parameters.
  func bind(_ values: [SQLValue]) throws(Fault) {
    precondition(
      Int(sqlite3_bind_parameter_count(handle)) == values.count,
      "the statement has another number of parameters")
    for (position, value) in values.enumerated() {
      let status = bind(value, at: Int32(position + 1))
      guard status == SQLITE_OK else {
        throw Fault.sqlite(status, sqlite3_db_handle(handle), "bind a value")
      }
    }
  }

  private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
    switch value {
    case .null: sqlite3_bind_null(handle, index)
    case .integer(let value): sqlite3_bind_int64(handle, index, value)
    case .real(let value): sqlite3_bind_double(handle, index, value)
    case .text(var value):
      value.withUTF8 { utf8 in
        utf8.withMemoryRebound(to: CChar.self) { characters in
          guard let start = characters.baseAddress else {
            return semblance_bind_text(handle, index, "", 0)
          }
          return semblance_bind_text(handle, index, start, UInt64(characters.count))
        }
      }
    case .blob(let bytes):
      bytes.withUnsafeBytes { buffer in
        // A NULL pointer would bind NULL instead of an empty blob.
        guard let start = buffer.baseAddress, !buffer.isEmpty else {
          return sqlite3_bind_zeroblob(handle, index, 0)
        }
        return semblance_bind_blob(handle, index, start, UInt64(buffer.count))
      }
    }
  }

  /// Moves to the next row; `false` after the last.
  func step() throws(Fault) -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case let status:
      throw Fault.sqlite(status, sqlite3_db_handle(handle), "run a statement")
    }
  }

  /// Makes the statement ready for its next use and lets go of what was bound.
  func reset() {
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }
}
