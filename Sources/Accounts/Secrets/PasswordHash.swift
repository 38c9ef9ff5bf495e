internal import CCrypto
internal import Core
internal import Signing

/// What scrypt (RFC 7914) costs: 2^`log2N` steps over blocks of 128 · `r` bytes, `p` times.
package struct PasswordCost: Sendable, Hashable {
  package var log2N: Int
  package var r: Int
  package var p: Int

  package init(log2N: Int, r: Int, p: Int) {
    self.log2N = log2N
    self.r = r
    self.p = p
  }

  /// 64 MiB and about a third of a second: one of the settings that OWASP's Password Storage Cheat
  /// Sheet recommends.
  package static let standard = PasswordCost(log2N: 16, r: 8, p: 2)
}

/// A password as it is kept: a slow hash with a salt, and what it cost.
package struct PasswordHash: Sendable, Hashable {
  let salt: [UInt8]
  let hash: [UInt8]
  let cost: PasswordCost

  init(salt: [UInt8], hash: [UInt8], cost: PasswordCost) {
    self.salt = salt
    self.hash = hash
    self.cost = cost
  }

  /// Hashes a password with a new salt. Takes the time of its cost.
  ///
  /// - Throws: a fault when there is no memory for it.
  init(of password: String, cost: PasswordCost) throws(Fault) {
    var generator = SystemRandomNumberGenerator()
    let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    self.init(salt: salt, hash: try Self.hash(password, salt, cost), cost: cost)
  }

  /// Whether this is the password. Takes the time of its cost, whatever the answer.
  func matches(_ password: String) throws(Fault) -> Bool {
    MessageCode.areEqual(try Self.hash(password, salt, cost), hash)
  }

  private static func hash(
    _ password: String, _ salt: [UInt8], _ cost: PasswordCost
  ) throws(Fault) -> [UInt8] {
    let bytes = Array(password.utf8)
    var hash = [UInt8](repeating: 0, count: 32)
    let isMade = semblance_scrypt(
      bytes, bytes.count, salt, salt.count, UInt32(clamping: cost.log2N), UInt32(clamping: cost.r),
      UInt32(clamping: cost.p), &hash, hash.count)
    guard isMade else {
      throw Fault(
        "accounts.hash", .runtime, "the password cannot be hashed",
        remedy: "It takes \(128 * cost.r << max(0, cost.log2N - 20)) MiB of memory.")
    }
    return hash
  }
}
