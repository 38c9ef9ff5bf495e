import Glibc
import Synchronization

/// Threads of our own: a join keeps them busy for seconds, which the cooperative pool must not be.
package enum WorkerThreads {
  /// Processors at hand.
  package static let available = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))

  /// Calls `body` with 0..<count on up to `threads` threads, the caller's among them.
  package static func forEach(_ count: Int, threads: Int, _ body: @Sendable (Int) -> Void) {
    let next = Counter()
    withoutActuallyEscaping(body) { body in
      let work: @Sendable () -> Void = {
        while let index = next.take(below: count) { body(index) }
      }
      withThreads(min(threads, count) - 1, work) { work() }
    }
  }

  /// Runs `work` on `count` threads while `meanwhile` runs on the caller's; returns when all have.
  package static func withThreads<R>(
    _ count: Int, _ work: @Sendable () -> Void, _ meanwhile: () throws -> R
  ) rethrows -> R {
    try withoutActuallyEscaping(work) { work in
      let threads = (0..<max(0, count)).compactMap { _ in start(work) }
      defer { for thread in threads { pthread_join(thread, nil) } }
      // Where the system gives no thread at all, the work is done first.
      if threads.isEmpty, count > 0 { work() }
      return try meanwhile()
    }
  }

  private static func start(_ work: @escaping @Sendable () -> Void) -> pthread_t? {
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Work(body: work))
    let failed = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Work>.fromOpaque(argument!).takeRetainedValue().body()
        return nil
      }, box.toOpaque())
    guard failed == 0 else {
      box.release()
      return nil
    }
    return thread
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    func take(below limit: Int) -> Int? {
      let taken = value.wrappingAdd(1, ordering: .relaxed).oldValue
      return taken < limit ? taken : nil
    }
  }
}
