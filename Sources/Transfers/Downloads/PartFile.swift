internal import Core

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The file that a download grows, open for writing at its end.
struct PartFile: ~Copyable {
  private let descriptor: Int32
  private let path: FilePath
  private(set) var count: Int64

  /// Opens the file or makes it, and cuts it to `count` bytes.
  ///
  /// - Throws: faults of the file system.
  init(at path: FilePath, keeping wanted: Int64) throws(Fault) {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW
    let descriptor = path.withCString { open($0, flags, 0o644) }
    guard descriptor >= 0 else { throw .system(errno, "make the file", path: path) }
    guard Self.cut(descriptor, to: wanted) else {
      let error = errno
      close(descriptor)
      throw .system(error, "write the file", path: path)
    }
    self.descriptor = descriptor
    self.path = path
    count = wanted
  }

  deinit { close(descriptor) }

  /// Bytes of the file at a path; 0 when there is none.
  static func size(of path: FilePath) -> Int64 {
    var status = stat()
    return path.withCString { lstat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFREG
      ? Int64(status.st_size) : 0
  }

  mutating func cut(to wanted: Int64) throws(Fault) {
    guard Self.cut(descriptor, to: wanted) else {
      throw .system(errno, "write the file", path: path)
    }
    count = wanted
  }

  /// Leaves `wanted` bytes and goes on writing after them.
  private static func cut(_ descriptor: Int32, to wanted: Int64) -> Bool {
    ftruncate(descriptor, off_t(wanted)) == 0 && lseek(descriptor, off_t(wanted), SEEK_SET) >= 0
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      let step = write(descriptor, start, rest.count)
      if step < 0, errno == EINTR { continue }
      guard step > 0 else { throw .system(errno, "write the file", path: path) }
      count += Int64(step)
      rest = UnsafeRawBufferPointer(rebasing: rest[step...])
    }
  }

  /// Waits until everything so far has reached the disk.
  func synchronise() throws(Fault) {
    guard fsync(descriptor) == 0 else { throw .system(errno, "write to the disk", path: path) }
  }

  /// Bytes that the file system has left for this person.
  func room() -> Int64? {
    var status = statvfs()
    guard fstatvfs(descriptor, &status) == 0 else { return nil }
    let (room, overflow) = Int64(status.f_bavail).multipliedReportingOverflow(
      by: Int64(status.f_frsize))
    return overflow ? nil : room
  }
}
