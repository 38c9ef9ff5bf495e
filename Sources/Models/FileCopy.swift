internal import Core
internal import Files

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Copies a file of any size in pieces.
enum FileCopy {
  private static let piece = 1 << 20

  /// - Returns: how many bytes, and their digest. The copy has reached the disk.
  static func copy(
    _ source: FilePath, to target: FilePath
  ) throws(Fault) -> (bytes: Int64, digest: SHA256Digest) {
    let input = source.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard input >= 0 else { throw .system(errno, "read", path: source) }
    defer { close(input) }
    let output = target.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644) }
    guard output >= 0 else { throw .system(errno, "write", path: target) }
    defer { close(output) }
    var hasher = SHA256Hasher()
    var total: Int64 = 0
    var buffer = [UInt8](repeating: 0, count: piece)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(input, $0.baseAddress, piece) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(errno, "read", path: source) }
      if count == 0 { break }
      var written = 0
      while written < count {
        let step = buffer.withUnsafeBytes { bytes in
          write(output, bytes.baseAddress.unsafelyUnwrapped + written, count - written)
        }
        if step < 0, errno == EINTR { continue }
        guard step > 0 else { throw .system(errno, "write", path: target) }
        written += step
      }
      buffer.withUnsafeBytes { hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      total += Int64(count)
    }
    guard fsync(output) == 0 else { throw .system(errno, "write to the disk", path: target) }
    return (total, hasher.finish())
  }
}
