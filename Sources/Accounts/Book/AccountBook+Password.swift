internal import Core
internal import Store

extension AccountBook {
  /// Characters of a password.
  package static let passwordLengths = 8...1_024

  package func hasPassword() throws -> Bool {
    try read { try $0.integer("SELECT COUNT(*) FROM password") > 0 } ?? false
  }

  /// Sets the password. Whoever was signed in is signed out.
  ///
  /// - Throws: a fault when it is too short or too long.
  package func setPassword(
    _ password: String, cost: PasswordCost = .standard, at time: Int64
  ) throws {
    guard Self.passwordLengths.contains(password.unicodeScalars.count) else {
      let (least, most) = (Self.passwordLengths.lowerBound, Self.passwordLengths.upperBound)
      throw Fault(
        "password.length", .user, "a password has \(least) to \(most) characters",
        remedy: "Several words are easier to remember than few signs, and harder to guess.")
    }
    let made = try PasswordHash(of: password, cost: cost)
    try write { connection in
      try connection.execute("DELETE FROM session")
      try connection.execute(
        """
        INSERT OR REPLACE INTO password (id, salt, hash, log2_n, r, p, set_at)
        VALUES (1, ?, ?, ?, ?, ?, ?)
        """,
        [
          .blob(made.salt), .blob(made.hash), .integer(cost.log2N), .integer(cost.r),
          .integer(cost.p), .integer(time),
        ])
    }
  }

  /// Takes the password away, and signs everybody out.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  package func removePassword() throws -> Bool {
    guard try hasPassword() else { return false }
    try write { connection in
      try connection.execute("DELETE FROM session")
      try connection.execute("DELETE FROM password")
    }
    return true
  }

  /// Whether this is the password. Takes as long where none is set.
  package func isPassword(_ password: String) throws -> Bool {
    let kept = try read { connection in
      try connection.first("SELECT salt, hash, log2_n, r, p FROM password") { row in
        PasswordHash(
          salt: row.bytes(0), hash: row.bytes(1),
          cost: PasswordCost(log2N: row.int(2), r: row.int(3), p: row.int(4)))
      }
    }
    guard let kept = kept ?? nil else {
      let nobodys = PasswordHash(
        salt: [UInt8](repeating: 0, count: 16), hash: [UInt8](repeating: 0, count: 32),
        cost: .standard)
      _ = try nobodys.matches(password)
      return false
    }
    return try kept.matches(password)
  }
}
