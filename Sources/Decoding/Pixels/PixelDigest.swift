import Core
import Files

/// A SHA-256 over a picture's size and pixels, fed row by row.
struct PixelDigest: ~Copyable {
  private var hasher: SHA256Hasher

  init(width: Int, height: Int) {
    hasher = SHA256Hasher()
    let size = [UInt64(width).bigEndian, UInt64(height).bigEndian]
    size.withUnsafeBytes { hasher.update($0) }
  }

  mutating func update(_ pixels: UnsafeRawBufferPointer) { hasher.update(pixels) }

  consuming func finish() -> SHA256Digest { hasher.finish() }
}
