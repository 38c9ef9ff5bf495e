package import Core
import Glibc

/// SHA-256 of contents: what makes two files the same file.
package enum ContentDigest {
  /// Bytes read at a time from a file.
  private static let chunkSize = 1 << 18

  /// The digest of bytes in memory.
  package static func sha256(_ bytes: UnsafeRawBufferPointer) -> SHA256Digest {
    var hasher = SHA256Hasher()
    hasher.update(bytes)
    return hasher.finish()
  }

  /// The digest of a regular file, read in pieces: memory does not grow with its size.
  ///
  /// - Throws: what ``FileContents`` throws, `file.changed` included; ``Cancelled``.
  package static func sha256(
    ofFile path: FilePath, cancellation: CancellationToken? = nil
  ) throws -> SHA256Digest {
    let file = try OpenFile(reading: path, followsSymlinks: true)
    let identity = FileIdentity(try file.status(path))
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunkSize, alignment: 64)
    defer { buffer.deallocate() }
    var hasher = SHA256Hasher()
    while true {
      try cancellation?.check()
      let count = try file.read(into: buffer, path)
      if count == 0 { break }
      hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
    guard FileIdentity(try file.status(path)) == identity else { throw OpenFile.changed(path) }
    return hasher.finish()
  }
}
