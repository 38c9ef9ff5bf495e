internal import Core
internal import Store

extension AccountBook {
  /// Keys that a user may have.
  private static let keyLimit = 1_000

  /// Makes a key. Its secret is told here and never again.
  ///
  /// - Throws: a fault when the user has a key of that name, or too many.
  package func makeKey(_ wish: KeyWish, at time: Int64) throws -> (key: AccessKey, secret: Secret) {
    let secret = Secret()
    try Self.check(wish.name)
    let key = try write { connection in
      let names = try connection.rows("SELECT name FROM key WHERE user = ?", [.text(wish.user)]) {
        $0.text(0)
      }
      guard !names.contains(wish.name) else {
        throw Fault(
          "keys.exists", .user, "there is a key called \(wish.name) already",
          remedy: "Choose another name, or revoke that key first.")
      }
      guard names.count < Self.keyLimit else {
        throw Fault(
          "keys.too-many", .user, "there are \(Self.keyLimit) keys already",
          remedy: "Revoke those that nobody uses.")
      }
      try connection.execute(
        """
        INSERT INTO key (digest, hint, name, user, scope, created_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
          .blob(secret.digest), .text(secret.hint), .text(wish.name), .text(wish.user),
          .text(wish.scope.rawValue), .integer(time), .optional(wish.expiresAt),
        ])
      return try connection.first(
        Self.keyColumns + " WHERE id = ?", [.integer(connection.lastInsertedID)]
      ) { Self.key($0) }
    }
    guard let key else { throw Fault("keys.lost", .bug, "the new key is not there") }
    return (key, secret)
  }

  /// A name stands in lists and logs.
  private static func check(_ name: String) throws(Fault) {
    let isPlain = name.unicodeScalars.allSatisfy { scalar in
      scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
        && !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value)
    }
    let isBlank = name.allSatisfy(\.isWhitespace)
    guard isPlain, !isBlank, name.unicodeScalars.count <= 100 else {
      throw Fault(
        "keys.name", .user, "this cannot be the name of a key",
        remedy: "Take 1 to 100 characters without line breaks.")
    }
  }

  /// The keys of a user, or of all; the oldest first.
  package func keys(of user: String? = nil) throws -> [AccessKey] {
    try read { connection in
      let keys = try connection.rows(Self.keyColumns + " ORDER BY id") { Self.key($0) }
      // By their bytes: texts that only look the same are equal to Swift.
      return keys.filter { key in user.map { key.user.utf8.elementsEqual($0.utf8) } ?? true }
    } ?? []
  }

  /// Takes a key back. It opens nothing from here on.
  ///
  /// - Parameter user: whose key it must be; `nil` for anybody's.
  /// - Returns: the key; `nil` when there was none.
  @discardableResult
  package func revokeKey(_ id: Int64, of user: String? = nil) throws -> AccessKey? {
    guard let key = try keys(of: user).first(where: { $0.id == id }) else { return nil }
    try write { _ = try $0.execute("DELETE FROM key WHERE id = ?", [.integer(id)]) }
    return key
  }

  /// The key of a secret, when it is one and holds still; notes its use.
  ///
  /// - Complexity: one look into an index. What is looked up is a digest, so that the time it takes says
  ///   nothing of the secret.
  package func key(of secret: Secret, at time: Int64) throws -> AccessKey? {
    let found = try read { connection in
      try connection.first(
        Self.keyColumns + " WHERE digest = ?", [.blob(secret.digest)]
      ) { row in (key: Self.key(row), digest: row.bytes(8)) }
    }
    guard let found = found ?? nil, secret.matches(found.digest), !found.key.isExpired(at: time)
    else { return nil }
    if shouldNote("key \(found.key.id)", at: time) {
      // Who may ask may do so also on a full disk.
      _ = try? write { connection in
        try connection.execute(
          "UPDATE key SET used_at = ? WHERE id = ?", [.integer(time), .integer(found.key.id)])
      }
    }
    return found.key
  }

  private static let keyColumns: SQL = """
    SELECT id, name, hint, user, scope, created_at, expires_at, used_at, digest FROM key
    """

  private static func key(_ row: borrowing Row) -> AccessKey {
    AccessKey(
      id: row.integer(0), name: row.text(1), hint: row.text(2), user: row.text(3),
      scope: KeyScope(rawValue: row.text(4)) ?? .read, createdAt: row.integer(5),
      expiresAt: row.optionalInteger(6), usedAt: row.optionalInteger(7))
  }
}
