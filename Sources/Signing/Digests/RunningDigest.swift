internal import CCrypto

/// The digests that object stores speak of.
package enum DigestKind: Hashable, Sendable {
  /// RFC 1321: what an ETag is made of. It proves nothing against somebody who forges.
  case md5
  case sha1
  case sha256

  /// Bytes of a digest.
  package var length: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha256: 32
    }
  }
}

/// A digest of bytes that come piece by piece.
package struct RunningDigest: ~Copyable {
  private let context: OpaquePointer
  private let kind: DigestKind

  package init(_ kind: DigestKind) {
    let native =
      switch kind {
      case .md5: semblance_digest_md5
      case .sha1: semblance_digest_sha1
      case .sha256: semblance_digest_sha256
      }
    // It fails only without memory or with a libcrypto that has no such digest: nothing can go on.
    guard let context = semblance_digest_new(native) else {
      fatalError("libcrypto offers no \(kind)")
    }
    self.context = context
    self.kind = kind
  }

  deinit { semblance_digest_free(context) }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard semblance_digest_update(context, bytes.baseAddress, bytes.count) else {
      fatalError("libcrypto failed to hash")
    }
  }

  package mutating func update(_ bytes: ArraySlice<UInt8>) { bytes.withUnsafeBytes { update($0) } }

  /// The digest of everything added; ``DigestKind/length`` bytes.
  package consuming func finish() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      guard semblance_digest_finish(context, buffer.baseAddress!) else {
        fatalError("libcrypto failed to hash")
      }
      count = kind.length
    }
  }

  /// The digest of bytes that are all there.
  package static func of(_ bytes: [UInt8], _ kind: DigestKind) -> [UInt8] {
    var digest = RunningDigest(kind)
    digest.update(bytes[...])
    return digest.finish()
  }
}
