package import Core
import Glibc
import Synchronization

/// A database file in write-ahead-log mode: one connection that writes and as many that read as
/// there are readers at a time. Readers never wait for the writer, nor it for them; each sees the
/// snapshot at which its closure began.
///
/// Calls block, so make them from threads that may: not from the cooperative pool.
package final class Database: Sendable {
  package let path: FilePath
  private let writer: Lease
  private let writing = Mutex<Void>(())
  private let idleReaders = Mutex<[Lease]>([])
  private let settings: DatabaseSettings

  /// Opens the file, makes it when it is not there, and brings it to the schema's version.
  ///
  /// - Throws: a fault when it cannot be opened, is damaged, belongs to another application or was
  ///   made by a newer version.
  package init(
    at path: FilePath, schema: Schema, settings: DatabaseSettings = DatabaseSettings()
  ) throws {
    self.path = path
    self.settings = settings
    writer = Lease(
      try Self.retrying(forMilliseconds: settings.busyMilliseconds) {
        let connection = Connection(try ConnectionHandle(opening: path, readOnly: false))
        try settings.prepare(writer: connection)
        try schema.migrate(connection, at: path)
        return connection
      })
  }

  /// Tries again while another connection is in the way. SQLite's own busy timeout does not cover
  /// the switch to a write-ahead log, nor its recovery: several that open a new file at once would
  /// see each other's locks.
  private static func retrying(
    forMilliseconds limit: Int, _ open: () throws -> Connection
  ) throws -> Connection {
    let clock = ContinuousClock()
    let deadline = clock.now + .milliseconds(2 * limit)
    while true {
      do {
        return try open()
      } catch let fault as Fault where fault.code == "store.busy" && clock.now < deadline {
        usleep(20_000)
      }
    }
  }

  /// Runs `body` in a transaction that may write, one caller at a time; rolled back when it throws.
  ///
  /// - Parameter durability: whether the transaction must survive a power failure. A crash of the
  ///   process never loses a finished one.
  /// - Precondition: not called inside another `write` of this database, which would wait for
  ///   itself.
  @discardableResult
  package func write<Result>(
    _ durability: Durability = .process, _ body: (Connection) throws -> Result
  ) throws -> Result {
    var outcome: Swift.Result<Result, any Error>?
    writing.withLock { _ in
      outcome = Swift.Result { try write(durability, body, on: writer.connection) }
    }
    return try outcome!.get()
  }

  private func write<Result>(
    _ durability: Durability, _ body: (Connection) throws -> Result, on connection: Connection
  ) throws -> Result {
    guard durability == .power else { return try connection.transaction { try body(connection) } }
    try connection.execute("PRAGMA synchronous = FULL")
    defer { _ = try? connection.execute("PRAGMA synchronous = NORMAL") }
    return try connection.transaction { try body(connection) }
  }

  /// Runs `body` on a snapshot of the database. May be called from many threads at once.
  package func read<Result>(_ body: (Connection) throws -> Result) throws -> Result {
    let reader = try takeReader()
    defer { putBack(reader) }
    return try reader.connection.transaction(.read) { try body(reader.connection) }
  }

  private func takeReader() throws -> Lease {
    if let reader = idleReaders.withLock({ $0.popLast() }) { return reader }
    let connection = Connection(try ConnectionHandle(opening: path, readOnly: true))
    try settings.prepare(reader: connection)
    return Lease(connection)
  }

  private func putBack(_ reader: Lease) {
    idleReaders.withLock { idle in
      if idle.count < settings.idleReaders { idle.append(reader) }
    }
  }

  /// Copies what the write-ahead log holds into the database file and empties the log, as far as
  /// readers allow.
  package func checkpoint() throws {
    var outcome: Swift.Result<Void, any Error> = .success(())
    writing.withLock { _ in
      outcome = Swift.Result {
        try writer.connection.forEach("PRAGMA wal_checkpoint(TRUNCATE)") { _ in }
      }
    }
    try outcome.get()
  }

  /// Everything that SQLite finds wrong with the file, in its own words; empty when it is sound.
  /// Reads the whole file.
  package func integrityProblems() throws -> [String] {
    do {
      return try read { connection in
        let damage = try connection.rows("PRAGMA integrity_check") { $0.text(0) }
          .filter { $0 != "ok" }
        let dangling = try connection.rows("PRAGMA foreign_key_check") {
          "a row of \($0.text(0)) refers to a missing row of \($0.text(2))"
        }
        return damage + dangling
      }
    } catch let fault as Fault where fault.code == "store.corrupt" {
      // Some damage ends the check itself.
      return [fault.underlying ?? fault.message]
    }
  }
}

/// How much a finished transaction must survive.
package enum Durability: Sendable {
  /// The end of the process, however it comes.
  case process
  /// The loss of power too; costs a flush of the disk.
  case power
}

/// A connection on its way between threads.
///
/// Unchecked because the compiler cannot see that whoever holds the lease is alone with the
/// connection: readers take theirs out of the idle list, the writer's is used under the lock.
private final class Lease: @unchecked Sendable {
  let connection: Connection
  init(_ connection: Connection) { self.connection = connection }
}
