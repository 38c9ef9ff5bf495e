import CommandKit
import Core
import Engine

/// `semblance doctor`.
enum DoctorCommand {
  static let rebuild = Flag(
    "rebuild-vectors",
    help: "First make the indexes of vectors anew from the catalogue, which loses nothing.")

  static let command = Command(
    "doctor",
    abstract: "Look for what is wrong with the library or the machine, and how to mend it.",
    examples: [
      Example("semblance doctor", "See whether all is well:"),
      Example("semblance doctor --rebuild-vectors", "After a disk damaged an index of vectors:"),
    ],
    parameters: [rebuild, StandardOptions.json]
  ) { invocation in
    if invocation[rebuild] {
      let rebuilt = try await invocation.withLibrary { library in
        try library.rebuildVectors(cancellation: invocation.cancellation)
      }
      for index in rebuilt {
        invocation.console.note(
          "\(index.space): \(CountText.text(index.vectorCount, "vector")) indexed anew.")
      }
    }
    let folder = try invocation.libraryFolder
    let checks = try await BlockingCall.run { Doctor(libraryFolder: folder).examine() }
    let console = invocation.console
    if invocation[StandardOptions.json] {
      try console.write(
        JSONText.bytes(.array(checks.map(value)), .indented) + [UInt8(ascii: "\n")])
    } else {
      for check in checks { try show(check, on: console) }
    }
    return checks.contains { $0.state == .failed } ? .failure : .success
  }

  private static func show(_ check: HealthCheck, on console: Console) throws {
    let styles = console.outputStyles
    let hasUnicode = console.outputTraits.hasUnicode
    let (mark, style): (String, Style) =
      switch check.state {
      case .good: (hasUnicode ? "✓" : "ok", .good)
      case .warning: (hasUnicode ? "!" : "! ", .warning)
      case .failed: (hasUnicode ? "✗" : "x ", .failure)
      }
    let blanks = String(repeating: " ", count: max(1, 12 - check.subject.count))
    try console.print("\(styles(mark, style)) \(check.subject)\(blanks)\(check.finding)")
    if !check.remedy.isEmpty { try console.print("    \(styles(check.remedy, .faint))") }
  }

  private static func value(_ check: HealthCheck) -> JSONValue {
    [
      "subject": .string(check.subject), "state": .string(check.state.rawValue),
      "finding": .string(check.finding), "remedy": .string(check.remedy),
    ]
  }
}
