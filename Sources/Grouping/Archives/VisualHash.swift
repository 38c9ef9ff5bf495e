import Catalogue
import Core

/// The hashes that previews of archives may be compared by.
package enum VisualHash: String, CaseIterable, Sendable {
  case ahash, dhash, phash, pdq

  /// Bits of a hash.
  package var bitCount: Int { self == .pdq ? 256 : 64 }

  /// Two hashes mean the same picture when they differ by fewer bits. Requirement 000's 5 of 64; for
  /// PDQ its authors' 31, of 256.
  package var defaultThreshold: Int { self == .pdq ? 31 : 5 }

  /// A hash of 64 bits as one of 256, of which the rest is zero: distances are the same.
  func code(of look: ArchivePreview.Look) -> Hash256 {
    switch self {
    case .ahash: Hash256(a: look.average.bits, b: 0, c: 0, d: 0)
    case .dhash: Hash256(a: look.difference.bits, b: 0, c: 0, d: 0)
    case .phash: Hash256(a: look.perceptual.bits, b: 0, c: 0, d: 0)
    case .pdq: look.pdq
    }
  }

  func code64(of look: ArchivePreview.Look) -> Hash64 { Hash64(bits: code(of: look).a) }
}
