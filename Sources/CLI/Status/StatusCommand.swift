import CommandKit
import Core
import Engine

/// `semblance status`.
enum StatusCommand {
  static let failures = Flag(
    "failures", help: "List every file that could not be read, with the reason and what to do.")

  static let command = Command(
    "status", abstract: "Show what the library holds and what waits for you.",
    examples: [
      Example("semblance status", "An overview:"),
      Example("semblance status --failures", "Which files could not be read, and why:"),
    ],
    parameters: [failures, StandardOptions.json]
  ) { invocation in
    let (status, failed, archives) = try await invocation.withLibrary { library in
      (
        try library.status(), invocation[failures] ? try library.failures() : [],
        invocation[failures] ? try library.failedArchives() : []
      )
    }
    let listed =
      failed.map { (path: $0.path, failure: $0.failure) }
      + archives.map { (path: $0.path, failure: $0.failure) }
    let view = StatusView(status: status)
    let console = invocation.console
    if invocation[StandardOptions.json] {
      let members = view.json + (invocation[failures] ? [failureMember(listed)] : [])
      try console.write(JSONText.bytes(.object(members), .indented) + [UInt8(ascii: "\n")])
    } else if invocation[failures] {
      try list(listed, on: console)
    } else {
      for line in view.lines(console.outputStyles) { try console.print(line) }
      view.hint.map { console.note($0) }
    }
    return .success
  }

  private static func list(
    _ failed: [(path: FilePath, failure: FileFailure?)], on console: Console
  ) throws {
    if failed.isEmpty { return console.note("Every file could be read.") }
    for file in failed {
      try console.print(file.path.display)
      guard let failure = file.failure else { continue }
      let remedy = failure.remedy.isEmpty ? "" : ". " + failure.remedy
      try console.print("  " + console.outputStyles(failure.message + remedy, .faint))
    }
  }

  private static func failureMember(
    _ failed: [(path: FilePath, failure: FileFailure?)]
  ) -> JSONValue.Member {
    .init(
      "failed_files",
      .array(
        failed.map { file in
          .object(
            JSONValue.path(file.path)
              + JSONValue.optional("code", file.failure.map { .string($0.code) })
              + JSONValue.optional("message", file.failure.map { .string($0.message) })
              + JSONValue.optional("remedy", file.failure.map { .string($0.remedy) })
              + JSONValue.optional("attempts", file.failure.map { .integer(Int64($0.attempts)) }))
        }))
  }
}
