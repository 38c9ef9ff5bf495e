internal import Accounts
internal import Core
internal import Engine
internal import HTTPKit
internal import Synchronization

/// What is written into the audit log.
package enum AuditChoice: String, Sendable, CaseIterable {
  /// What everybody does who says who they are; not what is done by just being on the machine.
  case auto
  case on
  case off
}

/// Writes the audit log while the server runs: every second, and before a change is answered.
package final class AuditKeeper: Sendable {
  let log: AuditLog
  let choice: AuditChoice
  private let pool = BlockingPool(threads: 1, limit: 64)
  private let writer = Mutex<Task<Void, Never>?>(nil)
  private let failedAt = Mutex<Int64>(0)
  private let report: @Sendable (any Error) -> Void

  /// - Parameter report: told, at most once a minute, when the log cannot be written.
  init(log: AuditLog, choice: AuditChoice, report: @escaping @Sendable (any Error) -> Void) {
    self.log = log
    self.choice = choice
    self.report = report
  }

  deinit { pool.stop() }

  func start() {
    writer.withLock { writer in
      writer = Task { [weak self] in
        while !Task.isCancelled {
          try? await Task.sleep(for: .seconds(1))
          await self?.flush()
        }
      }
    }
  }

  /// Writes what waits. The server goes on without its log rather than not at all, and says so.
  func flush() async {
    guard choice != .off, log.waiting.count > 0 || log.waiting.lost > 0 else { return }
    do {
      try await pool.run { [log] in try log.flush() }
    } catch {
      let time = Timestamp.now.rawValue
      let isNews = failedAt.withLock { last in
        guard time - last >= 60_000 else { return false }
        last = time
        return true
      }
      if isNews { report(error) }
    }
  }

  func stop() async {
    writer.withLock { $0?.cancel() }
    await flush()
  }

  /// Reads entries; those that wait are written before.
  func entries(_ query: AuditQuery) async throws -> AuditPage {
    await flush()
    return try await pool.run { [log] in try log.entries(query) }
  }
}
