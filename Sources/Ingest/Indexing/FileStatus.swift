import Core

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the file system says of a path at this moment.
enum FileStatus {
  case present(FileIdentity, isFolder: Bool)
  case gone
  /// It may be there: a folder on the way cannot be searched, or the disk does not answer.
  case unknown

  /// Follows symbolic links.
  init(of path: FilePath) {
    var status = stat()
    if path.withCString({ stat($0, &status) }) == 0 {
      let identity = FileIdentity(
        device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
        modified: FileTime.nanoseconds(status.st_mtim))
      self = .present(identity, isFolder: status.st_mode & S_IFMT == S_IFDIR)
    } else {
      self = errno == ENOENT || errno == ENOTDIR ? .gone : .unknown
    }
  }

  /// Whether a folder has nothing in it; `false` when it cannot be read.
  static func isEmptyFolder(_ path: FilePath) -> Bool {
    guard let stream = path.withCString({ opendir($0) }) else { return false }
    defer { closedir(stream) }
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name != Array(".".utf8) && name != Array("..".utf8) { return false }
    }
    return true
  }
}
