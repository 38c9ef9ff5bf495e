import CCrypto
package import Core

/// A running SHA-256 (FIPS 180-4), for bytes that come piece by piece.
package struct SHA256Hasher: ~Copyable {
  private let context: OpaquePointer

  package init() {
    // It fails only without memory or with a libcrypto that has no SHA-256: nothing can go on.
    guard let context = semblance_digest_new(semblance_digest_sha256) else {
      fatalError("libcrypto offers no SHA-256")
    }
    self.context = context
  }

  deinit { semblance_digest_free(context) }

  /// Adds bytes; about 2 GB a second where the processor has SHA instructions.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard semblance_digest_update(context, bytes.baseAddress, bytes.count) else {
      fatalError("libcrypto failed to hash")
    }
  }

  /// The digest of everything added.
  package consuming func finish() -> SHA256Digest {
    let bytes = [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      guard semblance_digest_finish(context, buffer.baseAddress!) else {
        fatalError("libcrypto failed to hash")
      }
      count = 32
    }
    return SHA256Digest(bytes: bytes)!
  }
}
