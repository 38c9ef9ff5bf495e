internal import CCrypto

/// Codes that only who has the key can make.
package enum MessageCode {
  /// HMAC-SHA256 (RFC 2104): 32 bytes.
  package static func sha256(_ message: [UInt8], key: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 32) { code, count in
      guard
        semblance_hmac_sha256(key, key.count, message, message.count, code.baseAddress!)
      else { fatalError("libcrypto failed to hash") }
      count = 32
    }
  }

  package static func sha256(_ message: String, key: [UInt8]) -> [UInt8] {
    sha256(Array(message.utf8), key: key)
  }

  /// Whether two codes are equal, in a time that does not tell where they differ.
  package static func areEqual(_ left: some Sequence<UInt8>, _ right: some Sequence<UInt8>) -> Bool
  {
    let (left, right) = (Array(left), Array(right))
    return left.count == right.count && semblance_equal(left, right, left.count)
  }
}
