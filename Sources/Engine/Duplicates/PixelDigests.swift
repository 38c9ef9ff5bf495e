import Catalogue
import Core
import Decoding
import Files
import Grouping
import Synchronization

/// SHA-256 of full-size pixels, from the catalogue where it was computed before, else from the file.
final class PixelDigests: Sendable {
  private let scope: SearchScope
  private let decoder: PictureDecoder
  private let computed = Mutex<[Int: SHA256Digest]>([:])

  init(scope: SearchScope) throws {
    self.scope = scope
    decoder = try PictureDecoder(limits: .standard)
  }

  /// `nil` when no file of the picture can be read any more, or it changed since it was indexed.
  func digest(of item: Int) -> SHA256Digest? {
    if let known = scope.pixelDigests[item] { return known }
    for file in scope.files[item] {
      guard let contents = try? FileContents(reading: file.path, limit: 1 << 30),
        contents.withBytes(ContentDigest.sha256) == scope.items[item].digest,
        let digest = try? contents.withBytes({ try decoder.pixelDigest($0) })
      else { continue }
      computed.withLock { $0[item] = digest }
      return digest
    }
    return nil
  }

  /// Keeps what was computed, so that it need not be again.
  func store(in writer: CatalogueWriter) throws {
    let computed = computed.withLock { $0 }
    if computed.isEmpty { return }
    try writer.transaction { transaction in
      for (item, digest) in computed.sorted(by: { $0.key < $1.key }) {
        try transaction.setPixelDigest(digest, of: scope.images[item])
      }
    }
  }
}
