import Accounts
import CommandKit
import Core
import Engine

extension Invocation {
  /// Runs blocking work with the accounts of the library, on a thread of its own.
  ///
  /// - Parameter creating: whether to make the library's folder where there is none.
  func withAccounts<Value: Sendable>(
    creating: Bool = false, _ body: @escaping @Sendable (AccountBook) throws -> Value
  ) async throws -> Value {
    let folder = try libraryFolder
    if creating { _ = try await withLibrary(creating: true) { $0.folder } }
    return try await BlockingCall.run { try body(AccountBook(inLibrary: folder)) }
  }

  /// Writes into the audit log what a command changed of who may ask.
  func noteInAudit(
    _ action: String, user: String = Owner.local.name, key: String? = nil
  ) async throws {
    let log = AuditLog(inLibrary: try libraryFolder) { Timestamp.now.rawValue }
    log.add(
      AuditEntry(
        at: Timestamp.now.rawValue, user: user, proof: .command, key: key, action: action))
    try await BlockingCall.run { try log.flush() }
  }
}
