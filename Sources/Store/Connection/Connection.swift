import CSQLite
package import Core

/// One connection to a database with its compiled statements. Used by one thread at a time, inside
/// the closures of ``Database``.
package final class Connection {
  private let handle: ConnectionHandle
  /// Statements that nobody is using; one in use is out of here, so that a query may run again
  /// inside its own loop.
  private var idle: [SQL: Statement] = [:]
  private var depth = 0
  private static let idleLimit = 256

  init(_ handle: consuming ConnectionHandle) { self.handle = handle }

  // MARK: Statements

  /// Runs one statement that gives no rows.
  ///
  /// - Returns: how many rows it changed.
  @discardableResult
  package func execute(_ sql: SQL, _ values: [SQLValue] = []) throws(Fault) -> Int {
    let statement = try take(sql)
    defer { putBack(statement, sql) }
    try statement.bind(values)
    while try statement.step() {}
    return Int(sqlite3_changes64(handle.pointer))
  }

  /// Calls `body` with each row of a query in turn.
  package func forEach(
    _ sql: SQL, _ values: [SQLValue] = [], _ body: (borrowing Row) throws -> Void
  ) throws {
    let statement = try take(sql)
    defer { putBack(statement, sql) }
    try statement.bind(values)
    while try statement.step() { try body(Row(of: statement.handle)) }
  }

  /// What `body` makes of each row of a query.
  package func rows<Element>(
    _ sql: SQL, _ values: [SQLValue] = [], _ body: (borrowing Row) throws -> Element
  ) throws -> [Element] {
    var elements: [Element] = []
    try forEach(sql, values) { row in elements.append(try body(row)) }
    return elements
  }

  /// Whether `body` holds for a row of a query; those behind it are not read.
  package func contains(
    _ sql: SQL, _ values: [SQLValue] = [], where body: (borrowing Row) throws -> Bool
  ) throws -> Bool {
    let statement = try take(sql)
    defer { putBack(statement, sql) }
    try statement.bind(values)
    while try statement.step() {
      if try body(Row(of: statement.handle)) { return true }
    }
    return false
  }

  /// What `body` makes of the first row of a query; `nil` when there is none.
  package func first<Element>(
    _ sql: SQL, _ values: [SQLValue] = [], _ body: (borrowing Row) throws -> Element
  ) throws -> Element? {
    let statement = try take(sql)
    defer { putBack(statement, sql) }
    try statement.bind(values)
    return try statement.step() ? body(Row(of: statement.handle)) : nil
  }

  /// The single integer that a query gives; 0 when it gives none.
  package func integer(_ sql: SQL, _ values: [SQLValue] = []) throws -> Int64 {
    try first(sql, values) { $0.integer(0) } ?? 0
  }

  /// Runs several statements without parameters, as a migration does.
  package func script(_ sql: SQL) throws(Fault) {
    let status = sqlite3_exec(handle.pointer, sql.text, nil, nil, nil)
    guard status == SQLITE_OK else {
      throw Fault.sqlite(status, handle.pointer, "run a script")
    }
  }

  /// The row id that the last insertion was given.
  package var lastInsertedID: Int64 { sqlite3_last_insert_rowid(handle.pointer) }

  private func take(_ sql: SQL) throws(Fault) -> Statement {
    if let statement = idle.removeValue(forKey: sql) { return statement }
    return try Statement(sql, on: handle.pointer)
  }

  private func putBack(_ statement: Statement, _ sql: SQL) {
    statement.reset()
    // Filters make ever new statements; those of the program itself are far fewer.
    if idle.count >= Self.idleLimit { idle.removeAll(keepingCapacity: true) }
    idle[sql] = statement
  }

  // MARK: Transactions

  /// Runs `body` as one transaction that is rolled back when it throws. Inside another transaction
  /// it is a savepoint: its changes alone are undone, and the outer one goes on.
  @discardableResult
  package func transaction<Result>(
    _ kind: TransactionKind = .write, _ body: () throws -> Result
  ) throws -> Result {
    try begin(kind)
    let result: Result
    do {
      result = try body()
      try commit()
    } catch {
      rollBack()
      throw error
    }
    return result
  }

  private func begin(_ kind: TransactionKind) throws(Fault) {
    switch (depth, kind) {
    case (0, .write): try execute("BEGIN IMMEDIATE")
    case (0, .read): try execute("BEGIN DEFERRED")
    default: try execute("SAVEPOINT nested")
    }
    depth += 1
  }

  private func commit() throws(Fault) {
    if depth > 1 { try execute("RELEASE nested") } else { try execute("COMMIT") }
    depth -= 1
  }

  /// A failed rollback leaves nothing to do: SQLite has then rolled back by itself (full disk,
  /// input or output error), which `sqlite3_get_autocommit` tells.
  private func rollBack() {
    depth -= 1
    if depth > 0 {
      _ = try? execute("ROLLBACK TO nested")
      _ = try? execute("RELEASE nested")
    } else if sqlite3_get_autocommit(handle.pointer) == 0 {
      _ = try? execute("ROLLBACK")
    }
  }
}

/// What a transaction is for.
package enum TransactionKind: Sendable {
  /// A snapshot: every query in it sees the database as it was at the first.
  case read
  /// Takes the write lock at its start, waiting for other processes up to the busy timeout.
  case write
}
