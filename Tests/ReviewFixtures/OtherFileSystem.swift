package import Core
import Glibc

/// A folder on another file system than the temporary folder's, removed with the last reference.
package final class OtherFileSystem: Sendable {
  package let path: FilePath

  /// `nil` when the machine has no second file system that can be written to.
  package init?() {
    var mine = stat()
    var other = stat()
    guard stat("/tmp", &mine) == 0, stat("/dev/shm", &other) == 0, mine.st_dev != other.st_dev
    else { return nil }
    let name = "semblance-test-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    path = FilePath("/dev/shm").appending(name)
    guard path.withCString({ mkdir($0, 0o700) }) == 0 else { return nil }
  }

  deinit { RawFiles.removeTree(path) }

  package static let isThere = OtherFileSystem() != nil
}
