package import Core
import Glibc

/// The whole content of a file, in memory that it owns, as it was at one moment.
///
/// The bytes are read rather than mapped: reading a mapping of a file that another program cuts
/// short raises SIGBUS, which would end the whole run, and its bytes can change between the digest
/// and the decode. A copy of a few megabytes costs less than the page faults of a mapping of the
/// same size.
///
/// A change during the read is noticed by size and modification time, which on most kernels moves
/// in steps of about 4 ms: one that keeps the size and falls into the step of the last change
/// before it is not.
package struct FileContents: ~Copyable, @unchecked Sendable {
  // Sendable: the memory has one owner, and nobody writes to it after `init`.
  private let bytes: UnsafeMutableRawBufferPointer

  /// What `fstat` said of the very file that was read.
  package let identity: FileIdentity

  /// The size in bytes.
  package var count: Int { bytes.count }

  /// Reads a regular file; never blocks on a fifo or a device.
  ///
  /// - Parameters:
  ///   - limit: the largest size accepted, in bytes; looked at before memory is taken.
  ///   - followsSymlinks: whether a path whose last component is a symbolic link is read through it.
  /// - Throws: `file.missing`, `file.permission`, `file.not-regular`, `file.too-large`,
  ///   `file.changed` when the file changed while it was being read, `memory.full`.
  package init(
    reading path: FilePath, limit: Int64 = .max, followsSymlinks: Bool = true
  ) throws(Fault) {
    let file = try OpenFile(reading: path, followsSymlinks: followsSymlinks)
    let identity = FileIdentity(try file.status(path))
    guard identity.size <= limit else {
      throw Fault(
        "file.too-large", .user, "has \(identity.size) bytes, more than the limit of \(limit)",
        remedy: "Raise the limit on file sizes to read it.", path: path)
    }
    // One byte more than expected, so that a file that grew is noticed.
    let capacity = Int(identity.size) + 1
    guard let memory = malloc(capacity) else {
      throw Fault(
        "memory.full", .runtime, "cannot get \(capacity) bytes of memory for the file",
        remedy: "Lower the limit on file sizes.", path: path)
    }
    do throws(Fault) {
      let buffer = UnsafeMutableRawBufferPointer(start: memory, count: capacity)
      let count = try Self.fill(buffer, from: file, path)
      guard count == Int(identity.size), FileIdentity(try file.status(path)) == identity else {
        throw OpenFile.changed(path)
      }
      bytes = UnsafeMutableRawBufferPointer(start: memory, count: count)
      self.identity = identity
    } catch {
      free(memory)
      throw error
    }
  }

  deinit { free(bytes.baseAddress) }

  /// Lends the bytes for the length of `body`.
  package func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(bytes))
  }

  private static func fill(
    _ buffer: UnsafeMutableRawBufferPointer, from file: borrowing OpenFile, _ path: FilePath
  ) throws(Fault) -> Int {
    var count = 0
    while count < buffer.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[count...])
      let more = try file.read(into: rest, path)
      if more == 0 { break }
      count += more
    }
    return count
  }
}
