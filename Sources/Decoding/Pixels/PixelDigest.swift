import CVips
import Core

/// A SHA-256 over a picture's size and pixels, fed row by row.
struct PixelDigest: ~Copyable {
  private let handle: OpaquePointer

  init(width: Int, height: Int) throws(Fault) {
    guard let handle = semblance_sha256_open() else {
      throw Fault("digest.unavailable", .runtime, "OpenSSL offers no SHA-256")
    }
    self.handle = handle
    let size = [UInt64(width).bigEndian, UInt64(height).bigEndian]
    size.withUnsafeBytes { semblance_sha256_update(handle, $0.baseAddress!, $0.count) }
  }

  func update(_ pixels: UnsafeRawBufferPointer) {
    guard let start = pixels.baseAddress else { return }
    semblance_sha256_update(handle, start, pixels.count)
  }

  consuming func finish() -> SHA256Digest {
    var bytes = [UInt8](repeating: 0, count: 32)
    semblance_sha256_close(handle, &bytes)
    discard self
    return SHA256Digest(bytes: bytes)!
  }

  deinit {
    var unused = [UInt8](repeating: 0, count: 32)
    semblance_sha256_close(handle, &unused)
  }
}
