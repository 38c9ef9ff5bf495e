internal import Core
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Lets two jobs run at a time, whosever they are, in the order in which they came: each keeps all
/// processors busy by itself, and the second is there so that a long one holds up nobody for hours.
final class JobTurns: Sendable {
  private struct State {
    /// Those that run come first.
    var line: [Int] = []
    var next = 0
  }

  private static let limit = 2
  private let state = Mutex(State())

  /// Runs a job when its turn has come. Blocks its thread until then.
  ///
  /// - Parameter waiting: called once when it has to wait.
  /// - Throws: ``Cancelled``; what the job throws.
  func take(
    _ cancellation: CancellationToken, waiting: () -> Void, _ job: () throws -> Void
  ) throws {
    let number = state.withLock { state in
      state.next += 1
      state.line.append(state.next)
      return state.next
    }
    defer { state.withLock { $0.line.removeAll { $0 == number } } }
    if !mayRun(number) { waiting() }
    while !mayRun(number) {
      try cancellation.check()
      usleep(20_000)
    }
    try job()
  }

  private func mayRun(_ number: Int) -> Bool {
    state.withLock { $0.line.prefix(Self.limit).contains(number) }
  }
}
