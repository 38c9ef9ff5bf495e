#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A mutex with a condition variable, for threads that wait for each other.
///
/// Unchecked because the compiler cannot see what the POSIX calls guarantee; the pointers never
/// leave this type.
final class Condition: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Runs `body` alone, and wakes whoever waits.
  func withLock<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    let result = body()
    pthread_cond_broadcast(condition)
    return result
  }

  /// Waits until `isReady`, then runs `body` alone and wakes whoever else waits.
  ///
  /// - Parameter milliseconds: how long to wait at most; `body` runs after that in any case.
  func wait<Result>(
    until isReady: () -> Bool, milliseconds: Int? = nil, then body: () -> Result
  ) -> Result {
    let deadline = milliseconds.map { Self.moment(in: $0) }
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !isReady() {
      if var deadline {
        if pthread_cond_timedwait(condition, mutex, &deadline) == ETIMEDOUT { break }
      } else {
        pthread_cond_wait(condition, mutex)
      }
    }
    let result = body()
    pthread_cond_broadcast(condition)
    return result
  }

  private static func moment(in milliseconds: Int) -> timespec {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let nanoseconds = time.tv_nsec + milliseconds % 1_000 * 1_000_000
    time.tv_sec += milliseconds / 1_000 + nanoseconds / 1_000_000_000
    time.tv_nsec = nanoseconds % 1_000_000_000
    return time
  }
}
