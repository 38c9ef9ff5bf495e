internal import Kernels
internal import SystemDeflate

/// A checksum that a sender may state beside an object, to be compared with what came.
package enum ChecksumKind: String, CaseIterable, Hashable, Sendable {
  case crc32, crc32c, sha1, sha256

  /// The field that states it: `x-amz-checksum-crc32`.
  package var field: String { "x-amz-checksum-" + rawValue }
}

/// A checksum of bytes that come piece by piece.
package struct RunningChecksum: ~Copyable {
  private let kind: ChecksumKind
  private var remainder: UInt32 = 0
  /// Left alone by the two that are no digests.
  private var digest: RunningDigest

  package init(_ kind: ChecksumKind) {
    self.kind = kind
    digest = RunningDigest(kind == .sha1 ? .sha1 : .sha256)
  }

  package mutating func update(_ bytes: ArraySlice<UInt8>) {
    guard !bytes.isEmpty else { return }
    switch kind {
    case .crc32:
      let before = remainder
      remainder = bytes.withUnsafeBytes { libdeflate_crc32(before, $0.baseAddress, $0.count) }
    case .crc32c:
      let before = remainder
      remainder = bytes.withUnsafeBytes { VectorKernel.checksum($0, after: before) }
    case .sha1, .sha256: digest.update(bytes)
    }
  }

  /// The checksum's bytes, the highest first.
  package consuming func finish() -> [UInt8] {
    let value = remainder
    switch kind {
    case .crc32, .crc32c:
      return (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    case .sha1, .sha256: return digest.finish()
    }
  }
}
