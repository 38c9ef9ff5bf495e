import Accounts
import CommandKit
import WebAPI

/// The options of `serve` that say what is written into the audit log, and how long it is kept.
enum ServeAudit {
  static let choice = Option(
    "audit", .choice(of: AuditChoice.self, describe: meaning), default: .auto,
    environment: "SEMBLANCE_AUDIT",
    help: "What to note of who looks at pictures and changes something (semblance audit).")
  static let days = Option(
    "audit-days", .integer(1...36_500), default: AuditRules().days,
    environment: "SEMBLANCE_AUDIT_DAYS", help: "Keep entries for N days.")
  static let size = Option(
    "audit-size", .byteCount((1 << 20)...Int64.max), default: AuditRules().bytes,
    environment: "SEMBLANCE_AUDIT_SIZE", help: "Keep SIZE of entries at most, the latest.")

  static let all: [any Parameter] = [choice, days, size]

  static func rules(of invocation: Invocation) -> AuditRules {
    AuditRules(days: invocation[days], bytes: invocation[size])
  }

  @Sendable private static func meaning(_ choice: AuditChoice) -> String {
    switch choice {
    case .auto: "what is done by whoever says who they are"
    case .on: "also what is done by just being on the machine"
    case .off: "nothing"
    }
  }
}
