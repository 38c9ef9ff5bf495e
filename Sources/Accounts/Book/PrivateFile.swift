internal import Core

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Files that only their owner may read.
enum PrivateFile {
  /// Makes an empty one; one that is there stays as it is. SQLite gives the files beside a database the
  /// permissions of the database.
  static func make(at path: FilePath) throws(Fault) {
    let descriptor = path.withCString {
      open($0, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    }
    guard descriptor >= 0 else { throw .system(errno, "make the file", path: path) }
    close(descriptor)
  }
}
