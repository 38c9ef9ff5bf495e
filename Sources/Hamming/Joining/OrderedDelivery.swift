import Core
import Glibc
import Kernels

/// Runs numbered tasks on worker threads, and hands their hits to the caller's thread by task
/// number: the order is the same however many threads there are.
///
/// A worker that is ahead of the task being delivered waits once 64 runs of hits a thread are held
/// (about 3 MB a thread). Tasks are begun in order, so the one being delivered is never kept waiting
/// by the others.
final class OrderedDelivery: @unchecked Sendable {
  private let taskCount: Int
  private let limit: Int
  private let isCancelled: @Sendable () -> Bool

  // All below is guarded by `lock`.
  private let lock: UnsafeMutablePointer<pthread_mutex_t> = .allocate(capacity: 1)
  private let changed: UnsafeMutablePointer<pthread_cond_t> = .allocate(capacity: 1)
  private var nextTask = 0
  private var head = 0
  private var held = 0
  private var runs: [Int: [[HammingHit]]] = [:]
  private var finished: Set<Int> = []
  private var stopped = false

  /// Produces a task's hits, a run at a time, until done or told `false`.
  typealias Produce =
    @Sendable (_ task: Int, _ emit: (UnsafeBufferPointer<HammingHit>) -> Bool) -> Void

  /// Runs the tasks.
  ///
  /// - Parameter isCancelled: asked before each task, on any thread; a task that has begun ends at
  ///   its next run of hits.
  static func run(
    tasks: Int, threads: Int, isCancelled: @escaping @Sendable () -> Bool,
    produce: @escaping Produce,
    consume: (UnsafeBufferPointer<HammingHit>) throws -> Void
  ) throws {
    guard tasks > 1, threads > 1 else {
      return try runInline(tasks: tasks, isCancelled, produce, consume)
    }
    let delivery = OrderedDelivery(tasks: tasks, threads: threads, isCancelled)
    try WorkerThreads.withThreads(
      min(threads, tasks), { delivery.work(produce) }, { try delivery.deliver(to: consume) })
  }

  private static func runInline(
    tasks: Int, _ isCancelled: @escaping @Sendable () -> Bool,
    _ produce: @escaping Produce,
    _ consume: (UnsafeBufferPointer<HammingHit>) throws -> Void
  ) throws {
    for task in 0..<tasks where !isCancelled() {
      var failure: (any Error)?
      produce(task) { hits in
        do { try consume(hits) } catch { failure = error }
        return failure == nil && !isCancelled()
      }
      if let failure { throw failure }
    }
  }

  private init(tasks: Int, threads: Int, _ isCancelled: @escaping @Sendable () -> Bool) {
    taskCount = tasks
    limit = 64 * threads
    self.isCancelled = isCancelled
    lock.initialize(to: pthread_mutex_t())
    changed.initialize(to: pthread_cond_t())
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  private func locked<R>(_ body: () throws -> R) rethrows -> R {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return try body()
  }

  // MARK: workers

  private func work(_ produce: Produce) {
    while let task = begin() {
      produce(task) { hits in
        !isCancelled() && put(Array(hits), of: task)
      }
      locked {
        finished.insert(task)
        if task == head { pthread_cond_broadcast(changed) }
      }
    }
  }

  private func begin() -> Int? {
    let cancelled = isCancelled()
    return locked {
      if cancelled, !stopped {
        stopped = true
        pthread_cond_broadcast(changed)
      }
      guard !stopped, nextTask < taskCount else { return nil }
      defer { nextTask += 1 }
      return nextTask
    }
  }

  private func put(_ run: [HammingHit], of task: Int) -> Bool {
    locked {
      while !stopped, task == head ? runs[task, default: []].count >= limit : held >= limit {
        pthread_cond_wait(changed, lock)
      }
      guard !stopped else { return false }
      runs[task, default: []].append(run)
      held += 1
      if task == head { pthread_cond_broadcast(changed) }
      return true
    }
  }

  // MARK: the caller

  private func deliver(to consume: (UnsafeBufferPointer<HammingHit>) throws -> Void) throws {
    do {
      while let runs = take() {
        for run in runs { try run.withUnsafeBufferPointer(consume) }
      }
    } catch {
      locked {
        stopped = true
        pthread_cond_broadcast(changed)
      }
      throw error
    }
  }

  /// The next runs in order; `nil` at the end, or when the work was cancelled.
  private func take() -> [[HammingHit]]? {
    locked {
      while !stopped, head < taskCount {
        if let ready = runs.removeValue(forKey: head), !ready.isEmpty {
          held -= ready.count
          pthread_cond_broadcast(changed)
          return ready
        }
        if finished.remove(head) != nil {
          head += 1
          pthread_cond_broadcast(changed)
        } else {
          pthread_cond_wait(changed, lock)
        }
      }
      return nil
    }
  }
}
