import Core

/// What a database file is for (its `PRAGMA application_id`) and the steps that lead to its present
/// form (the last step's number is its `PRAGMA user_version`).
package struct Schema: Sendable {
  package let applicationID: Int32
  package let migrations: [Migration]

  /// - Precondition: the migrations are numbered 1, 2, 3, …
  package init(applicationID: Int32, migrations: [Migration]) {
    precondition(
      migrations.map(\.version) == Array(1..<(migrations.count + 1)),
      "migrations are numbered without gaps")
    self.applicationID = applicationID
    self.migrations = migrations
  }

  package var version: Int { migrations.count }

  /// Brings a database to the present version, each step in a transaction of its own together with
  /// its number, so that a process that dies on the way goes on where it stopped.
  ///
  /// - Throws: a fault when the file belongs to another application or to a newer Semblance, both
  ///   without changing it.
  func migrate(_ connection: Connection, at path: FilePath) throws {
    try claim(connection, at: path)
    let present = try version(of: connection, at: path)
    for migration in migrations where migration.version > present {
      try connection.transaction {
        // Another process may have made the step while this one waited for the lock.
        guard try connection.integer("PRAGMA user_version") < migration.version else { return }
        try migration.apply(connection)
        try connection.execute(.pragma("user_version", migration.version))
      }
    }
  }

  /// Marks an empty file as ours; refuses one that is not.
  private func claim(_ connection: Connection, at path: FilePath) throws {
    // The usual case takes no lock, so that opening does not wait for another process's writing.
    if try connection.integer("PRAGMA application_id") == Int64(applicationID) { return }
    try connection.transaction {
      let owner = try connection.integer("PRAGMA application_id")
      let tables = try connection.integer("SELECT COUNT(*) FROM sqlite_schema")
      if owner == 0, tables == 0 {
        try connection.execute(.pragma("application_id", Int(applicationID)))
      } else if owner != Int64(applicationID) {
        throw Fault(
          "store.foreign", .user, "the database belongs to another application",
          remedy: "Choose another library folder.", path: path)
      }
    }
  }

  private func version(of connection: Connection, at path: FilePath) throws -> Int {
    let present = Int(try connection.integer("PRAGMA user_version"))
    guard present <= version else {
      throw Fault(
        "store.newer", .user,
        "the database was made by a newer version of Semblance "
          + "(schema \(present), this one knows \(version))",
        remedy: "Update Semblance, or choose another library folder.", path: path)
    }
    return present
  }
}
