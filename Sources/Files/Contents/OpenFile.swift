package import Core
import Glibc

/// A file descriptor that closes itself, for one regular file opened to be read.
package struct OpenFile: ~Copyable {
  package let descriptor: Int32

  /// Opens a regular file without ever blocking: a fifo without a writer, or a device, is refused
  /// instead of waited for.
  ///
  /// - Throws: `file.missing`, `file.permission`, `file.not-regular`, `file.symlink-loop`, ….
  package init(reading path: FilePath, followsSymlinks: Bool) throws(Fault) {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (followsSymlinks ? 0 : O_NOFOLLOW)
    descriptor = path.withCString { name in retrying { open(name, flags) } }
    // O_NONBLOCK means nothing to a regular file; opening a socket fails with ENXIO.
    if descriptor < 0 {
      throw errno == ENXIO
        ? Self.notRegular(path) : .system(errno, "open the file", path: path)
    }
    guard try status(path).st_mode & S_IFMT == S_IFREG else { throw Self.notRegular(path) }
  }

  deinit { close(descriptor) }

  /// What `fstat` says of the open file.
  func status(_ path: FilePath) throws(Fault) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .system(errno, "read the file's size", path: path)
    }
    return status
  }

  /// What tells the open file from others, and from itself after a change.
  package func identity(_ path: FilePath) throws(Fault) -> FileIdentity {
    FileIdentity(try status(path))
  }

  /// Exactly `count` bytes from an offset; `nil` where the file does not have or give them. The
  /// place where it is read otherwise stays.
  package func bytes(at offset: Int64, count: Int) -> [UInt8]? {
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let start = buffer.baseAddress.unsafelyUnwrapped + filled
        let more = retrying { pread(descriptor, start, count - filled, off_t(offset) + filled) }
        guard more > 0 else { return }
        filled += more
      }
    }
    return bytes.count == count ? bytes : nil
  }

  /// Reads up to the buffer's length; 0 at the end of the file.
  func read(into buffer: UnsafeMutableRawBufferPointer, _ path: FilePath) throws(Fault) -> Int {
    let count = retrying { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
    guard count >= 0 else { throw .system(errno, "read the file", path: path) }
    return count
  }

  /// The fault of a fifo, socket, device or folder where a picture was expected.
  static func notRegular(_ path: FilePath) -> Fault {
    Fault(
      "file.not-regular", .user, "is not a regular file",
      remedy: "Only files are read; folders, pipes, sockets and devices are not.", path: path)
  }

  /// The fault of a file that somebody wrote to while it was being read.
  package static func changed(_ path: FilePath) -> Fault {
    Fault(
      "file.changed", .runtime, "changed while it was being read",
      remedy: "Run the command again once the program that writes it is done.", path: path)
  }
}

/// Calls a system function again for as long as a signal interrupts it.
func retrying<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}

extension FileIdentity {
  /// The identity that a `stat` structure shows.
  init(_ status: stat) {
    self.init(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
      modified: FileTime.nanoseconds(status.st_mtim))
  }
}
