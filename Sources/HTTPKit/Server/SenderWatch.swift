@preconcurrency internal import Dispatch
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Closes connections whose sender does not send in time what is due. An idle timeout begins anew
/// with every byte, so a sender of one byte a minute would hold a connection for ever (Slowloris).
final class SenderWatch: Sendable {
  private let settings: ServerSettings
  private let deadlines = Mutex<[Int32: ContinuousClock.Instant]>([:])
  /// On a queue of its own: handlers may keep the cooperative pool busy. Sources of Dispatch may be
  /// cancelled from any thread.
  private nonisolated(unsafe) let timer: any DispatchSourceTimer

  init(_ settings: ServerSettings) {
    self.settings = settings
    let pause = max(0.05, min(1, min(settings.headTimeout, settings.bodyTimeout) / 4))
    timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "semblance.sender-watch"))
    timer.schedule(deadline: .now() + pause, repeating: pause)
    timer.setEventHandler { [weak self] in self?.closeOverdue() }
    timer.resume()
  }

  deinit { timer.cancel() }

  func stop() { timer.cancel() }

  /// A connection is new: its first head is due.
  func expectHead(_ socket: Int32) { expect(socket, within: settings.headTimeout) }

  /// An answer was sent: the next head may be a while in coming, but not drip for ever.
  func expectNextHead(_ socket: Int32) {
    expect(socket, within: Double(settings.idleTimeout) + settings.headTimeout)
  }

  func expect(_ socket: Int32, within seconds: Double) {
    deadlines.withLock { $0[socket] = .now + .seconds(seconds) }
  }

  func forget(_ socket: Int32) {
    _ = deadlines.withLock { $0.removeValue(forKey: socket) }
  }

  /// How a body is to come.
  var bodyPace: BodyPace { BodyPace(limit: settings.bodyTimeout, rate: settings.bodyRate) }

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

/// How long a sender may let a body wait: an allowance that waiting uses up and bytes fill again.
/// Only time in which the server would take bytes counts.
struct BodyPace {
  private let limit: Double
  private let rate: Double
  /// Seconds.
  private(set) var allowance: Double
  private var waitsSince: ContinuousClock.Instant?

  /// - Parameters:
  ///   - limit: the most seconds without a byte.
  ///   - rate: bytes a second in the long run.
  init(limit: Double, rate: Double) {
    (self.limit, self.rate) = (limit, rate)
    allowance = limit
  }

  mutating func beginWaiting(at now: ContinuousClock.Instant = .now) { waitsSince = now }

  mutating func arrived(_ bytes: Int, at now: ContinuousClock.Instant = .now) {
    let waited = waitsSince.map { $0.duration(to: now) / .seconds(1) } ?? 0
    waitsSince = nil
    allowance = min(limit, allowance - waited + Double(bytes) / rate)
  }
}
