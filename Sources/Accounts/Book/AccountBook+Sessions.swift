internal import Core
internal import Store

/// Somebody who signed in. Times are milliseconds since 1970.
package struct Session: Sendable, Hashable {
  package let id: Int64
  package let createdAt: Int64
  /// To the minute.
  package let usedAt: Int64

  /// How long a session holds that nobody uses, and how long it holds at all.
  package static let (idle, whole) = (Int64(24 * 3_600_000), Int64(30 * 86_400_000))

  /// When it ends, unless it is used before.
  package var expiresAt: Int64 { min(usedAt + Self.idle, createdAt + Self.whole) }
}

extension AccountBook {
  /// Sessions at a time; the oldest makes room.
  private static let sessionLimit = 100

  /// Lets somebody in whose password was right.
  package func beginSession(at time: Int64) throws -> (session: Session, secret: Secret) {
    let secret = Secret()
    let id = try write { connection in
      try connection.execute(
        "DELETE FROM session WHERE used_at <= ? OR created_at <= ?",
        [.integer(time - Session.idle), .integer(time - Session.whole)])
      try connection.execute(
        "INSERT INTO session (digest, created_at, used_at) VALUES (?, ?, ?)",
        [.blob(secret.digest), .integer(time), .integer(time)])
      let id = connection.lastInsertedID
      try connection.execute(
        "DELETE FROM session WHERE id <= ?", [.integer(id - Int64(Self.sessionLimit))])
      return id
    }
    return (Session(id: id, createdAt: time, usedAt: time), secret)
  }

  /// The session of a secret, when it is one and holds still; it holds on from here.
  package func session(of secret: Secret, at time: Int64) throws -> Session? {
    let found = try read { connection in
      try connection.first(
        "SELECT id, created_at, used_at, digest FROM session WHERE digest = ?",
        [.blob(secret.digest)]
      ) { row in
        (
          session: Session(
            id: row.integer(0), createdAt: row.integer(1), usedAt: row.integer(2)),
          digest: row.bytes(3)
        )
      }
    }
    guard let found = found ?? nil, secret.matches(found.digest), time < found.session.expiresAt
    else { return nil }
    let session = found.session
    guard shouldNote("session \(session.id)", at: time) else { return session }
    _ = try? write { connection in
      try connection.execute(
        "UPDATE session SET used_at = max(used_at, ?) WHERE id = ?",
        [.integer(time), .integer(session.id)])
    }
    return Session(
      id: session.id, createdAt: session.createdAt, usedAt: max(session.usedAt, time))
  }

  /// Signs somebody out.
  package func endSession(of secret: Secret) throws {
    let digest: [SQLValue] = [.blob(secret.digest)]
    let count = try read { connection in
      try connection.integer("SELECT COUNT(*) FROM session WHERE digest = ?", digest)
    }
    guard count ?? 0 > 0 else { return }
    try write { _ = try $0.execute("DELETE FROM session WHERE digest = ?", digest) }
  }
}
