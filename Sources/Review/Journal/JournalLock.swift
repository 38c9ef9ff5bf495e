import Core
import Glibc

/// The right to write to a journal, held by one process at a time and let go of by the kernel when
/// the process ends in whatever way.
struct JournalLock: ~Copyable {
  private let descriptor: Int32

  /// - Throws: a `Fault` `review.busy` when another process (or another session of this one) has
  ///   it.
  init(_ path: FilePath) throws(Fault) {
    let opened = path.withCString { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
    guard opened >= 0 else { throw .system(errno, "open the lock", path: path) }
    var status: Int32
    // A child that another thread is just starting holds a copy of every descriptor until it
    // becomes its program: what looks locked may be free in a moment.
    var attempts = 0
    repeat {
      status = flock(opened, LOCK_EX | LOCK_NB)
      guard status != 0, errno == EWOULDBLOCK, attempts < 50 else { continue }
      attempts += 1
      usleep(10_000)
      errno = EINTR
    } while status != 0 && errno == EINTR
    if status != 0 {
      let error = errno
      let holder = Self.holder(opened)
      close(opened)
      guard error == EWOULDBLOCK else { throw .system(error, "lock the journal", path: path) }
      throw Fault(
        "review.busy", .user, "another process is moving files with this journal",
        remedy: "Wait until it has ended\(holder.map { " (process \($0))" } ?? "").", path: path)
    }
    // Only a courtesy to whoever finds it locked.
    let own = Array("\(getpid())\n".utf8)
    _ = ftruncate(opened, 0)
    _ = pwrite(opened, own, own.count, 0)
    descriptor = opened
  }

  deinit { close(descriptor) }

  private static func holder(_ descriptor: Int32) -> Int? {
    var bytes = [UInt8](repeating: 0, count: 20)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 1 else { return nil }
    return Int(String(decoding: bytes[..<(count - 1)], as: UTF8.self))
  }
}
