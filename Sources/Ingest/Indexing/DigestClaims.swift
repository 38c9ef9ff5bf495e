import Core
import Synchronization

/// Which contents are being decoded, so that of identical files one is.
final class DigestClaims: Sendable {
  private let claimed = Mutex<Set<SHA256Digest>>([])

  /// Whether the caller is the first to ask, and thus the one to decode.
  func claim(_ digest: SHA256Digest) -> Bool {
    claimed.withLock { $0.insert(digest).inserted }
  }

  /// The content is in the catalogue, committed: whoever asks next finds it there.
  func release(_ digests: [SHA256Digest]) {
    claimed.withLock { claimed in
      for digest in digests { claimed.remove(digest) }
    }
  }
}
