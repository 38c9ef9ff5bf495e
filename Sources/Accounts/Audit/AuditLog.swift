package import Core
internal import Store
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How long entries are kept, and how much of them.
package struct AuditRules: Sendable, Hashable {
  package var days: Int
  /// Bytes of the file that are in use.
  package var bytes: Int64

  package init(days: Int = 90, bytes: Int64 = 256 << 20) {
    self.days = days
    self.bytes = bytes
  }
}

/// What was done, in a database of its own that only its owner may read and that grows at one end alone.
///
/// ``add(_:)`` takes an entry into memory and never waits for a disk; ``flush()`` writes what was taken,
/// and blocks. What was not written when the process dies is lost.
package final class AuditLog: Sendable {
  private struct State {
    var pending: [AuditEntry] = []
    /// Pictures that pending entries name.
    var images = 0
    /// Entries for which there was no room.
    var lost = 0
  }

  /// What may wait to be written: about 20 MB.
  private static let (entryLimit, imageLimit) = (10_000, 500_000)
  package let path: FilePath
  private let rules: AuditRules
  private let state = Mutex(State())
  private let opened = Mutex<Database?>(nil)
  /// One at a time, in the order in which they were taken.
  private let flushing = Mutex<(written: Int, prunedAt: Int64)>((0, 0))
  private let now: @Sendable () -> Int64

  /// - Parameter now: milliseconds since 1970.
  package init(
    at path: FilePath, rules: AuditRules = AuditRules(), now: @escaping @Sendable () -> Int64
  ) {
    self.path = path
    self.rules = rules
    self.now = now
  }

  /// The log of a library's folder.
  package convenience init(
    inLibrary folder: FilePath, rules: AuditRules = AuditRules(),
    now: @escaping @Sendable () -> Int64
  ) {
    self.init(at: folder.appending("audit.sqlite"), rules: rules, now: now)
  }

  // MARK: Writing

  /// Takes an entry in.
  ///
  /// - Complexity: O(1).
  package func add(_ entry: AuditEntry) {
    state.withLock { state in
      if let last = state.pending.indices.last, state.pending[last].absorb(entry) {
        state.images += entry.images.count
        return
      }
      guard state.pending.count < Self.entryLimit, state.images < Self.imageLimit else {
        state.lost += entry.requestCount
        return
      }
      state.images += entry.images.count
      state.pending.append(entry)
    }
  }

  /// Entries that wait to be written, and requests that were lost because too many did.
  package var waiting: (count: Int, lost: Int) { state.withLock { ($0.pending.count, $0.lost) } }

  /// Writes what was taken in, in one transaction, and now and then removes what is too old.
  ///
  /// - Throws: a fault when it cannot be written; the entries wait on.
  package func flush() throws {
    try flushing.withLock { progress in
      let (entries, lost) = state.withLock { state in
        let taken = (state.pending, state.lost)
        state = State()
        return taken
      }
      guard !entries.isEmpty || lost > 0 else { return }
      do {
        let database = try database(creating: true)
        try database?.write { connection in
          for entry in entries { try Self.insert(entry, connection) }
          if lost > 0 {
            // So that whoever reads the log sees the hole.
            try Self.insert(
              AuditEntry(
                at: now(), user: "", proof: .none, action: "lost", requestCount: lost), connection)
          }
        }
      } catch {
        state.withLock { state in
          state.pending = entries + state.pending
          state.images += entries.reduce(0) { $0 + $1.images.count }
          state.lost += lost
        }
        throw error
      }
      progress.written += entries.count
      let time = now()
      if progress.written >= 2_000 || time - progress.prunedAt >= 3_600_000 {
        progress = (0, time)
        try prune()
      }
    }
  }

  private static func insert(_ entry: AuditEntry, _ connection: Connection) throws {
    try connection.execute(
      """
      INSERT INTO entry (at, user, proof, key, peer, method, action, images, image_count,
        request_count, status, request_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(entry.at), .text(entry.user), .text(entry.proof.rawValue), .optional(entry.key),
        .text(entry.peer), .text(entry.method), .text(entry.action), .blob(bytes(of: entry.images)),
        .integer(entry.imageCount), .integer(entry.requestCount), .integer(entry.status),
        .optional(entry.requestID),
      ])
  }

  // MARK: Keeping

  /// Removes what is older than the rules say, and the oldest of what takes more room.
  private func prune() throws {
    guard let database = try database(creating: false) else { return }
    let oldest = now() - Int64(rules.days) * 86_400_000
    // In steps, so that nobody waits long for the writer.
    var removed = 0
    repeat {
      removed = try database.write { connection in
        try connection.execute(
          """
          DELETE FROM entry WHERE id IN (SELECT id FROM entry ORDER BY id LIMIT 1000)
            AND id < (SELECT COALESCE(MIN(id), 9223372036854775807) FROM entry WHERE at >= ?)
          """, [.integer(oldest)])
      }
    } while removed > 0
    while try database.read({ try Self.usedBytes($0) }) > rules.bytes {
      removed = try database.write { connection in
        try connection.execute(
          "DELETE FROM entry WHERE id IN (SELECT id FROM entry ORDER BY id LIMIT 1000)")
      }
      guard removed > 0 else { return }
    }
  }

  private static func usedBytes(_ connection: Connection) throws -> Int64 {
    let pages = try connection.integer("PRAGMA page_count")
    let free = try connection.integer("PRAGMA freelist_count")
    return (pages - free) * (try connection.integer("PRAGMA page_size"))
  }

  // MARK: File

  /// - Returns: `nil` where there is no log yet.
  func database(creating: Bool) throws -> Database? {
    try opened.withLock { opened in
      if let opened { return opened }
      if path.withCString({ access($0, F_OK) }) != 0 {
        guard creating else { return nil }
        try PrivateFile.make(at: path)
      }
      let database = try Database(at: path, schema: .audit, settings: .small)
      opened = database
      return database
    }
  }

  static func bytes(of images: [ULID]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16 * images.count)
    for image in images {
      for half in [image.high, image.low] {
        for shift in stride(from: 56, through: 0, by: -8) {
          bytes.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
        }
      }
    }
    return bytes
  }
}
