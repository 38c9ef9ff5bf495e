import Core
import Glibc

/// The right to write to an index, held by one process at a time and let go of by the kernel when
/// the process ends in whatever way.
struct IndexLock: ~Copyable, Sendable {
  private let descriptor: Int32

  /// - Throws: `vectors.busy` when another has it.
  init(_ path: FilePath) throws(Fault) {
    let opened = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o644) }
    guard opened >= 0 else { throw .system(errno, "open the lock of the vectors", path: path) }
    // A child that is just being started by another thread holds copies of all descriptors until it
    // becomes its program: what looks locked may be free in a moment.
    for attempt in 0... {
      if flock(opened, LOCK_EX | LOCK_NB) == 0 { break }
      let error = errno
      if error == EINTR { continue }
      if error == EWOULDBLOCK, attempt < 50 {
        usleep(10_000)
        continue
      }
      close(opened)
      guard error == EWOULDBLOCK else {
        throw .system(error, "lock the vectors", path: path)
      }
      throw Fault(
        "vectors.busy", .user, "another process is writing to this vector index",
        remedy: "Wait until it has ended.", path: path)
    }
    descriptor = opened
  }

  deinit { close(descriptor) }
}
