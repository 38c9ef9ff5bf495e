import CSQLite
import Core

/// How connections are tuned.
package struct DatabaseSettings: Sendable {
  /// How long to wait for another process's write lock.
  package var busyMilliseconds = 15_000
  /// How many read connections are kept open between uses.
  package var idleReaders = 4
  /// The page cache of each connection.
  package var cacheKilobytes = 32_768
  /// How much of the file readers map into memory instead of copying it.
  package var mappedBytes = 256 << 20
  /// After how many pages the log is copied into the database file.
  package var checkpointPages = 8_192
  /// Bytes a page, for new files.
  package var pageBytes = 8_192

  package init() {}

  func prepare(writer connection: Connection) throws {
    semblance_keep_freed_memory()
    try connection.execute(.pragma("busy_timeout", busyMilliseconds))
    try connection.execute(.pragma("page_size", pageBytes))
    let mode = try connection.first("PRAGMA journal_mode = WAL") { $0.text(0) }
    guard mode == "wal" else {
      throw Fault(
        "store.no-log", .runtime, "the database cannot use a write-ahead log",
        remedy: "Keep the library on a local disk, not on a network share.", underlying: mode)
    }
    try connection.execute("PRAGMA synchronous = NORMAL")
    try connection.execute("PRAGMA foreign_keys = ON")
    try connection.execute(.pragma("cache_size", -cacheKilobytes))
    try connection.execute(.pragma("wal_autocheckpoint", checkpointPages))
    try connection.execute(.pragma("journal_size_limit", 64 << 20))
  }

  func prepare(reader connection: Connection) throws {
    try connection.execute(.pragma("busy_timeout", busyMilliseconds))
    try connection.execute("PRAGMA query_only = ON")
    try connection.execute(.pragma("cache_size", -cacheKilobytes))
    try connection.execute(.pragma("mmap_size", mappedBytes))
  }
}
