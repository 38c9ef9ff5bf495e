package import Core
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Whole files, read and written at once.
package enum ObjectFile {
  /// The length of a regular file; `nil` when there is none.
  static func length(of path: FilePath) -> Int? {
    var status = stat()
    guard path.withCString({ stat($0, &status) }) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return Int(status.st_size)
  }

  /// The bytes of a file; `nil` when there is none.
  static func read(_ path: FilePath) throws(Fault) -> [UInt8]? {
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .system(errno, "open the object", path: path)
    }
    let file = Descriptor(descriptor)
    return try file.readAll(path)
  }

  /// Writes under a name of its own in the folder `incoming`, then renames: whoever looks sees the
  /// old file or the new one.
  static func write(
    _ bytes: [UInt8], to path: FilePath, incoming: FilePath, isDurable: Bool
  ) throws(Fault) {
    let temporary = temporaryName(in: incoming)
    let descriptor = temporary.withCString {
      open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    }
    guard descriptor >= 0 else { throw .system(errno, "write the object", path: path) }
    do throws(Fault) {
      let file = Descriptor(descriptor)
      try file.writeAll(bytes, path)
      if isDurable, fsync(file.number) != 0 {
        throw .system(errno, "flush the object", path: path)
      }
    } catch {
      _ = temporary.withCString { unlink($0) }
      throw error
    }
    let renamed = temporary.withCString { from in path.withCString { rename(from, $0) } }
    guard renamed == 0 else {
      let error = errno
      _ = temporary.withCString { unlink($0) }
      throw .system(error, "name the object", path: path)
    }
    if isDurable { try Folder.flush(path.parent!) }
  }

  private static let counter = Atomic<UInt64>(0)

  /// Unique among the threads of this process and, by its number, among processes.
  private static func temporaryName(in incoming: FilePath) -> FilePath {
    let number = counter.add(1, ordering: .relaxed).newValue
    return incoming.appending("\(getpid())-\(number)")
  }

  /// Removes what processes that ended in the middle of a write have left: files that nobody has
  /// written to for an hour.
  package static func removeLeftovers(in incoming: FilePath) throws(Fault) {
    let hourAgo = time(nil) - 3_600
    for name in try Folder.names(in: incoming) {
      let path = incoming.appending(FilePath(bytes: name))
      var status = stat()
      guard path.withCString({ stat($0, &status) }) == 0, status.st_mtim.tv_sec < hourAgo else {
        continue
      }
      _ = path.withCString { unlink($0) }
    }
  }
}

/// An open file, closed with its owner.
struct Descriptor: ~Copyable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  func readAll(_ path: FilePath) throws(Fault) -> [UInt8] {
    var status = stat()
    guard fstat(number, &status) == 0 else { throw .system(errno, "read the object", path: path) }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
      while count < buffer.count {
        let got = Glibc.read(number, buffer.baseAddress! + count, buffer.count - count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { return }
        count += got
      }
    }
    if failure != 0 { throw .system(failure, "read the object", path: path) }
    return bytes
  }

  func writeAll(_ bytes: [UInt8], _ path: FilePath) throws(Fault) {
    let failure = bytes.withUnsafeBytes { buffer -> Int32 in
      var done = 0
      while done < buffer.count {
        let put = Glibc.write(number, buffer.baseAddress! + done, buffer.count - done)
        if put < 0, errno == EINTR { continue }
        if put < 0 { return errno }
        done += put
      }
      return 0
    }
    if failure != 0 { throw .system(failure, "write the object", path: path) }
  }
}
