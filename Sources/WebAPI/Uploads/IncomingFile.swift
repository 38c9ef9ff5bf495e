internal import Core

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file while it comes in: written under a name that no scan takes for a picture, and removed with
/// the last reference unless it was moved away.
final class IncomingFile: Sendable {
  let path: FilePath
  private let descriptor: Int32

  /// - Throws: a fault when the file cannot be made.
  init(in folder: FilePath) throws(Fault) {
    let name = String(UInt64.random(in: .min ... .max), radix: 36)
    path = folder.appending("\(name).part")
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    descriptor = path.withCString { open($0, flags, 0o600) }
    guard descriptor >= 0 else { throw .system(errno, "keep what is sent", path: path) }
  }

  deinit {
    close(descriptor)
    Self.remove(path)
  }

  static func remove(_ path: FilePath) { _ = path.withCString { unlink($0) } }

  /// - Throws: a fault, `disk.full` among them.
  func write(_ bytes: [UInt8]) throws(Fault) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system(errno, "keep what is sent", path: path) }
      written += count
    }
  }
}
