package import Core
import Objects

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Folders to choose from.
package enum FolderChoice {
  /// The folders in a folder, by name, without hidden ones and without links.
  ///
  /// - Throws: `folder.missing` when it is no folder; a fault when it cannot be read.
  package static func folders(in path: FilePath) throws(Fault) -> [FilePath] {
    guard isFolder(path) else {
      throw Fault(
        "folder.missing", .user, "is no folder", remedy: "Choose a folder.", path: path)
    }
    return try Folder.names(in: path).filter { $0.first != UInt8(ascii: ".") }
      .map { path.appending(FilePath(bytes: $0)) }.filter(isFolder).sorted()
  }

  private static func isFolder(_ path: FilePath) -> Bool {
    var status = stat()
    return path.withCString { lstat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
