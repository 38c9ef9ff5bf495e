package import Core
import Glibc

extension FilePath {
  /// The absolute path without symbolic links, `.` and `..` that leads to the same file.
  ///
  /// - Throws: `file.missing`, `file.permission`, `file.symlink-loop`, ….
  package func resolved() throws(Fault) -> FilePath {
    guard let resolved = withCString({ realpath($0, nil) }) else {
      throw .system(errno, "find the file or folder", path: self)
    }
    defer { free(resolved) }
    let bytes = UnsafeRawBufferPointer(start: resolved, count: strlen(resolved))
    return FilePath(bytes: bytes)
  }

  /// The kind and identity of what the path leads to, links followed.
  func status() throws(Fault) -> (kind: OpenFolder.Kind, identity: FileIdentity) {
    var status = stat()
    guard withCString({ fstatat(AT_FDCWD, $0, &status, 0) }) == 0 else {
      throw .system(errno, "find the file or folder", path: self)
    }
    return (OpenFolder.kind(ofMode: status.st_mode), FileIdentity(status))
  }
}
