import CommandKit
import Core
import Engine

/// `semblance export`.
enum ExportCommand {
  static let output = Option(
    "output", short: "o", .file, defaultText: "standard output", help: "Write to FILE.")
  static let below = Option(
    "below", .folder, help: "Only files in this folder, their paths relative to it.")

  static let command = Command(
    "export", abstract: "Write all that is known of every file, one line of JSON each.",
    discussion: """
      The lines are sorted by path and hold nothing that depends on when or in which order files were \
      indexed: two libraries of the same pictures are equal when their exports are.
      """,
    examples: [Example("semblance export -o library.jsonl", "Into a file:")],
    parameters: [output, below]
  ) { invocation in
    try await invocation.withLibrary { library in
      let file = try ResultFile(
        invocation[output] ?? ResultFile.standardOutput, on: invocation.console)
      let root = try invocation[below].map { try library.indexedPlace($0) }
      try library.reader.forEachDumpLine(below: root) { line in
        try invocation.cancellation.check()
        try file.write(line + "\n")
      }
      try file.finish()
    }
    return .success
  }
}
