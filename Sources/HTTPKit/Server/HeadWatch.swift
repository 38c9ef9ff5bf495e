@preconcurrency internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Closes connections whose first request's head does not come in time. An idle timeout begins anew
/// with every byte, so a sender of one byte a minute would hold a connection for ever (Slowloris).
final class HeadWatch: Sendable {
  private let limit: Duration
  private let deadlines = Mutex<[Int32: ContinuousClock.Instant]>([:])
  /// On a queue of its own: handlers may keep the cooperative pool busy. Sources of Dispatch may be
  /// cancelled from any thread.
  private nonisolated(unsafe) let timer: any DispatchSourceTimer

  init(limit seconds: Double) {
    limit = .seconds(seconds)
    let pause = max(0.05, min(1, seconds / 4))
    timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "semblance.head-watch"))
    timer.schedule(deadline: .now() + pause, repeating: pause)
    timer.setEventHandler { [weak self] in self?.closeOverdue() }
    timer.resume()
  }

  deinit { timer.cancel() }

  func stop() { timer.cancel() }

  func expectHead(_ socket: Int32) {
    deadlines.withLock { $0[socket] = .now + limit }
  }

  func forget(_ socket: Int32) {
    _ = deadlines.withLock { $0.removeValue(forKey: socket) }
  }

  /// Shuts overdue sockets down; libmicrohttpd notices and closes them. Under the lock, so that a
  /// socket cannot be closed and its number given to another in between.
  private func closeOverdue() {
    let now = ContinuousClock.now
    deadlines.withLock { deadlines in
      for (socket, deadline) in deadlines where deadline <= now {
        shutdown(socket, Int32(SHUT_RDWR))
        deadlines[socket] = nil
      }
    }
  }
}
