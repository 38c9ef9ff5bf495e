package import Core
internal import Store

/// Which entries are wanted.
package struct AuditQuery: Sendable, Hashable {
  package var user: String?
  package var image: ULID?
  package var action: String?
  /// What the key is called.
  package var key: String?
  /// Milliseconds since 1970, the first that counts and the first that does not any more.
  package var since: Int64?
  package var until: Int64?
  /// The cursor of the page before.
  package var cursor: String?
  package var limit = 100

  package init() {}
}

/// Entries, the latest first.
package struct AuditPage: Sendable, Hashable {
  package let entries: [AuditEntry]
  /// Where the next page begins; `nil` after the last.
  package let next: String?
}

extension AuditLog {
  /// The entries that fit, the latest first.
  ///
  /// - Throws: a fault `usage.cursor` for a cursor that is none.
  /// - Complexity: by time O(page); otherwise the log from the cursor on is read until the page is full.
  package func entries(_ query: AuditQuery) throws -> AuditPage {
    let (at, id) = try Self.place(query.cursor)
    guard let database = try database(creating: false) else {
      return AuditPage(entries: [], next: nil)
    }
    let values: [SQLValue] = [
      .integer(at), .integer(id), .integer(query.since ?? .min), .integer(query.until ?? .max),
      .optional(query.user), .optional(query.action),
      .optional(query.image.map { Self.bytes(of: [$0]) }), .integer(query.limit + 1),
      .optional(query.key),
    ]
    let rows = try database.read { try $0.rows(Self.selection, values) { Self.entry($0) } }
    let page = rows.prefix(query.limit)
    let next = rows.count > query.limit ? page.last.map { "\($0.entry.at)-\($0.id)" } : nil
    return AuditPage(entries: page.map(\.entry), next: next)
  }

  private static let selection: SQL = """
    SELECT at, user, proof, key, peer, method, action, images, image_count, request_count, status,
      request_id, id
    FROM entry
    WHERE (at, id) < (?1, ?2) AND at >= ?3 AND at < ?4
      AND (?5 IS NULL OR user = ?5) AND (?6 IS NULL OR action = ?6)
      AND (?9 IS NULL OR key = ?9) AND (?7 IS NULL OR instr(images, ?7) > 0)
    ORDER BY at DESC, id DESC LIMIT ?8
    """

  private static func place(_ cursor: String?) throws(Fault) -> (at: Int64, id: Int64) {
    guard let cursor else { return (.max, .max) }
    let parts = cursor.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let at = Int64(parts[0]), let id = Int64(parts[1]) else {
      throw Fault(
        "usage.cursor", .user, "this is no cursor of the audit log",
        remedy: "Take next_cursor of the page before, as it is.")
    }
    return (at, id)
  }

  private static func entry(_ row: borrowing Row) -> (id: Int64, entry: AuditEntry) {
    let entry = AuditEntry(
      at: row.integer(0), user: row.text(1),
      proof: AuditEntry.Proof(rawValue: row.text(2)) ?? .none,
      key: row.optionalText(3), peer: row.text(4), method: row.text(5), action: row.text(6),
      images: images(row.bytes(7)), imageCount: row.int(8), requestCount: row.int(9),
      status: row.int(10), requestID: row.optionalText(11))
    return (row.integer(12), entry)
  }

  private static func images(_ bytes: [UInt8]) -> [ULID] {
    stride(from: 0, to: bytes.count - 15, by: 16).map { start in
      func half(_ from: Int) -> UInt64 {
        bytes[from..<from + 8].reduce(0) { $0 << 8 | UInt64($1) }
      }
      return ULID(high: half(start), low: half(start + 8))
    }
  }
}
