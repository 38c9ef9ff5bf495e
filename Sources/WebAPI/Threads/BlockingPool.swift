internal import HTTPKit
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Threads for calls of the engine, which block, and a bounded queue in front of them. Work beyond it
/// is refused at once, so that memory and waiting stay bounded however many ask.
package final class BlockingPool: Sendable {
  private struct State {
    var jobs: [@Sendable () -> Void] = []
    var head = 0
    var isStopped = false
    var refused = 0
    var waiting: Int { jobs.count - head }
  }

  private let limit: Int
  private let state = Mutex(State())
  private let ready = Semaphore()
  private let threads: Int

  /// - Parameters:
  ///   - threads: how many calls run at once.
  ///   - limit: how many may wait.
  package init(threads: Int, limit: Int) {
    self.threads = max(1, threads)
    self.limit = limit
    for _ in 0..<self.threads { start() }
  }

  /// Runs a blocking call on a thread of the pool.
  ///
  /// - Throws: ``HTTPProblem`` 429 when too many wait already; what the call throws.
  package func run<Value: Sendable>(
    _ call: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let isAccepted = state.withLock { state in
        guard !state.isStopped, state.waiting < limit else {
          state.refused += 1
          return false
        }
        state.jobs.append { continuation.resume(with: Result(catching: call)) }
        return true
      }
      if isAccepted {
        ready.signal()
      } else {
        continuation.resume(
          throwing: HTTPProblem(
            .tooManyRequests, type: "busy",
            detail: "The server has more to do than it can queue. Try again in a moment.",
            fields: ["Retry-After": "1"]))
      }
    }
  }

  /// Calls that wait for a thread.
  package var waitingCount: Int { state.withLock(\.waiting) }
  /// Calls that were refused since the beginning.
  package var refusedCount: Int { state.withLock(\.refused) }

  /// Runs what waits and ends the threads.
  package func stop() {
    state.withLock { $0.isStopped = true }
    for _ in 0..<threads { ready.signal() }
  }

  private func start() {
    let context = Unmanaged.passRetained(self).toOpaque()
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { context in
        Unmanaged<BlockingPool>.fromOpaque(context!).takeRetainedValue().work()
        return nil
      }, context)
    precondition(status == 0, "the system gives no more threads")
    pthread_detach(thread)
  }

  private func work() {
    while true {
      ready.wait()
      let (job, isStopped) = state.withLock { state -> ((@Sendable () -> Void)?, Bool) in
        guard state.head < state.jobs.count else { return (nil, state.isStopped) }
        let job = state.jobs[state.head]
        // What it holds, a picture of many megabytes perhaps, goes with it.
        state.jobs[state.head] = {}
        state.head += 1
        if state.head > 64, state.head * 2 > state.jobs.count {
          state.jobs.removeFirst(state.head)
          state.head = 0
        }
        return (job, false)
      }
      if let job { job() } else if isStopped { return }
    }
  }
}

/// A counting semaphore of the system.
private final class Semaphore: @unchecked Sendable {
  private let pointer = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

  init() { sem_init(pointer, 0, 0) }

  deinit {
    sem_destroy(pointer)
    pointer.deallocate()
  }

  func signal() { sem_post(pointer) }
  func wait() { while sem_wait(pointer) != 0 && errno == EINTR {} }
}
