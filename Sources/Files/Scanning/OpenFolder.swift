import Core
import Glibc

/// A folder open to be listed, closed with its last use.
struct OpenFolder: ~Copyable {
  private let stream: OpaquePointer
  private let descriptor: Int32

  /// What the file system says a name is.
  enum Kind {
    case file, folder, link, special
  }

  /// - Parameter followsSymlinks: whether the last component may be a symbolic link.
  /// - Throws: `file.missing`, `file.permission`, ….
  init(_ path: FilePath, followsSymlinks: Bool) throws(Fault) {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (followsSymlinks ? 0 : O_NOFOLLOW)
    let opened = path.withCString { name in retrying { open(name, flags) } }
    guard opened >= 0 else { throw .system(errno, "open the folder", path: path) }
    guard let stream = fdopendir(opened) else {
      let error = errno
      close(opened)
      throw .system(error, "list the folder", path: path)
    }
    descriptor = opened
    self.stream = stream
  }

  deinit { closedir(stream) }

  /// Lends every name but `.` and `..` (NUL-terminated, its length, and its kind, which is `nil`
  /// where the file system does not tell it without being asked), in no order.
  ///
  /// - Throws: `system.error` when the disk fails midway; the names before it were lent.
  func forEachName(
    _ path: FilePath, _ body: (UnsafePointer<CChar>, Int, Kind?) -> Void
  ) throws(Fault) {
    let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name)!
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno == 0 { return }
        throw .system(errno, "list the folder", path: path)
      }
      // The name runs on past the end of the declared structure: read it where it lies.
      let start = UnsafeRawPointer(entry).advanced(by: nameOffset)
        .assumingMemoryBound(to: CChar.self)
      let count = strlen(start)
      let isDots = start[0] == 0x2E && (count == 1 || (count == 2 && start[1] == 0x2E))
      if isDots { continue }
      body(start, count, Self.kind(ofType: Int32(entry.pointee.d_type)))
    }
  }

  /// What the file system says of the folder itself; `nil` when it says nothing.
  var identity: FileIdentity? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? FileIdentity(status) : nil
  }

  /// What the file system says of a NUL-terminated name in the folder, links not followed; `nil`
  /// (and `errno`) when it cannot say.
  func status(
    ofName name: UnsafePointer<CChar>
  ) -> (kind: Kind, identity: FileIdentity)? {
    var status = stat()
    guard fstatat(descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return nil }
    return (Self.kind(ofMode: status.st_mode), FileIdentity(status))
  }

  static func kind(ofMode mode: mode_t) -> Kind {
    switch mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    case S_IFLNK: .link
    default: .special
    }
  }

  private static func kind(ofType type: Int32) -> Kind? {
    switch type {
    case Int32(DT_REG): .file
    case Int32(DT_DIR): .folder
    case Int32(DT_LNK): .link
    case Int32(DT_UNKNOWN): nil
    default: .special
    }
  }
}
