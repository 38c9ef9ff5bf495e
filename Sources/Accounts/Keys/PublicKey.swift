internal import CCrypto

/// A public key of libcrypto, freed with its last use.
final class PublicKey: @unchecked Sendable {
  // Sendable: libcrypto only reads a key that is complete.
  private let handle: OpaquePointer

  enum Kind { case rsa, p256, ed25519, other }

  private init?(_ handle: OpaquePointer?) {
    guard let handle else { return nil }
    self.handle = handle
  }

  deinit { semblance_key_free(handle) }

  /// `-----BEGIN PUBLIC KEY-----`.
  convenience init?(pem: [UInt8]) { self.init(semblance_key_from_pem(pem, pem.count)) }

  /// Big-endian numbers.
  convenience init?(modulus: [UInt8], exponent: [UInt8]) {
    self.init(semblance_key_from_rsa(modulus, modulus.count, exponent, exponent.count))
  }

  /// A point on P-256: 32 bytes each.
  convenience init?(x: [UInt8], y: [UInt8]) {
    guard x.count == 32, y.count == 32 else { return nil }
    self.init(semblance_key_from_p256(x, y))
  }

  /// 32 bytes.
  convenience init?(ed25519: [UInt8]) {
    guard ed25519.count == 32 else { return nil }
    self.init(semblance_key_from_ed25519(ed25519))
  }

  var kind: Kind {
    switch semblance_key_kind_of(handle) {
    case semblance_key_rsa: .rsa
    case semblance_key_p256: .p256
    case semblance_key_ed25519: .ed25519
    default: .other
    }
  }

  var bits: Int { Int(semblance_key_bits(handle)) }

  /// The only algorithm that it is used for; `nil` for kinds that are not used, and for RSA keys of
  /// less than 2048 bits (RFC 7518 § 3.3).
  var algorithm: TokenAlgorithm? {
    switch kind {
    case .rsa: bits >= 2_048 ? .rs256 : nil
    case .p256: .es256
    case .ed25519: .eddsa
    case .other: nil
    }
  }

  func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    semblance_key_verifies(handle, message, message.count, signature, signature.count)
  }
}
