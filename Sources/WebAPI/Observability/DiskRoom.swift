internal import Core
internal import Engine

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The room on the disk of a folder.
enum DiskRoom {
  /// Bytes that the process may still write; `nil` when the folder is not there.
  static func free(at folder: FilePath) -> Int64? {
    var room = statvfs()
    guard folder.withCString({ statvfs($0, &room) }) == 0 else { return nil }
    return Int64(clamping: UInt64(room.f_bavail) &* UInt64(room.f_frsize))
  }

  /// Bytes of all files below a folder, links not followed; what is not there has none.
  static func size(below folder: FilePath) -> Int64 {
    guard Folder.isFolder(folder), let names = try? Folder.names(in: folder) else { return 0 }
    return names.reduce(0) { sum, name in
      let path = folder.appending(FilePath(bytes: name))
      return sum + (Folder.isFolder(path) ? size(below: path) : size(of: path) ?? 0)
    }
  }

  /// Bytes of a file; `nil` when it is not there.
  static func size(of file: FilePath) -> Int64? {
    var status = stat()
    guard file.withCString({ stat($0, &status) }) == 0 else { return nil }
    return Int64(status.st_size)
  }
}
