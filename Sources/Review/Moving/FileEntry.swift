import Core
import Glibc

/// What is at a path, links not followed.
struct FileEntry {
  enum Kind { case regular, folder, link, other }

  let kind: Kind
  let identity: FileIdentity
  let linkCount: Int
  /// The permission bits.
  let mode: mode_t

  /// - Throws: a `Fault`, `file.missing` when nothing is there.
  init(_ path: FilePath) throws(Fault) {
    var status = stat()
    guard path.withCString({ lstat($0, &status) }) == 0 else {
      throw .system(errno == ENOTDIR ? ENOENT : errno, "look at the file", path: path)
    }
    self.init(status)
  }

  init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other
      }
    identity = FileIdentity(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int64(status.st_size),
      modified: FileTime.nanoseconds(status.st_mtim))
    linkCount = Int(status.st_nlink)
    mode = status.st_mode & 0o7777
  }

  /// What is at the path, which must be a regular file: a link is never moved, since what it leads
  /// to may depend on where it lies.
  static func regular(_ path: FilePath) throws(Fault) -> FileEntry {
    let entry = try FileEntry(path)
    guard entry.kind == .regular else {
      throw Fault(
        "review.not-a-file", .user, "not a regular file",
        remedy: "Links and folders are never moved; move it by hand.", path: path)
    }
    return entry
  }

  /// Whether anything is at the path, even a link that leads nowhere.
  ///
  /// - Throws: a `Fault` when that cannot be told (a folder that may not be searched).
  static func exists(_ path: FilePath) throws(Fault) -> Bool {
    do { _ = try FileEntry(path) } catch {
      if error.code == "file.missing" { return false }
      throw error
    }
    return true
  }
}
