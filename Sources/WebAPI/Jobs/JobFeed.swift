internal import Core
internal import Synchronization

/// Tells listeners of jobs that changed. A listener that is slow gets the latest state of each job and
/// not every step, so that nothing piles up.
final class JobFeed: Sendable {
  private struct State {
    var listeners: [ObjectIdentifier: JobListener] = [:]
    var isClosed = false
  }

  /// Listeners at once.
  private static let limit = 64
  private let state = Mutex(State())

  /// `nil` when there are too many, or the feed has ended.
  func listen(first: [Job]) -> JobListener? {
    state.withLock { state in
      guard !state.isClosed, state.listeners.count < Self.limit else { return nil }
      let listener = JobListener(first)
      state.listeners[ObjectIdentifier(listener)] = listener
      return listener
    }
  }

  func leave(_ listener: JobListener) {
    _ = state.withLock { $0.listeners.removeValue(forKey: ObjectIdentifier(listener)) }
  }

  func tell(_ job: Job) {
    for listener in state.withLock({ Array($0.listeners.values) }) { listener.put(job) }
  }

  /// Lets every listener write something, so that it learns when nobody reads any more.
  func beat() {
    for listener in state.withLock({ Array($0.listeners.values) }) { listener.wake() }
  }

  func close() {
    let listeners = state.withLock { state in
      state.isClosed = true
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.close() }
  }
}

/// One who listens to a ``JobFeed``.
final class JobListener: Sendable {
  private struct State {
    var changed: [Job] = []
    var isWoken = false
    var isClosed = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  init(_ first: [Job]) { state.withLock { $0.changed = first } }

  /// Jobs that changed since, each once; none after a beat; `nil` at the end. One task asks at a time.
  func next() async -> [Job]? {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isReady = state.withLock { state in
          if !state.changed.isEmpty || state.isWoken || state.isClosed { return true }
          state.waiter = continuation
          return false
        }
        if isReady { continuation.resume() }
      }
    } onCancel: {
      close()
    }
    return state.withLock { state in
      defer { (state.changed, state.isWoken) = ([], false) }
      return state.changed.isEmpty && state.isClosed ? nil : state.changed
    }
  }

  func put(_ job: Job) {
    change { state in
      if let place = state.changed.firstIndex(where: { $0.id == job.id }) {
        state.changed[place] = job
      } else {
        state.changed.append(job)
      }
    }
  }

  func wake() { change { $0.isWoken = true } }
  func close() { change { $0.isClosed = true } }

  private func change(_ body: (inout State) -> Void) {
    let waiter = state.withLock { state in
      body(&state)
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume()
  }
}
