import CommandKit
import Core
import Engine

/// `semblance export`.
enum ExportCommand {
  static let output = Option(
    "output", short: "o", .file, defaultText: "standard output", help: "Write to FILE.")
  static let below = Option(
    "below", .folder, help: "Only files in this folder, their paths relative to it.")

  static let document = Option(
    "as",
    .choice(of: ArchiveDocument.self) { kind in
      switch kind {
      case .visualIndex: "visual_index.json: what archives look like"
      case .scanResults: "scan_results.json: what they hold too, and which are twins"
      }
    }.named("DOCUMENT"), defaultText: "lines of JSON on files of pictures",
    help: "Write one document on archives instead.")

  static let command = Command(
    "export", abstract: "Write all that is known of every file, one line of JSON each.",
    discussion: """
      The lines are sorted by path and hold nothing that depends on when or in which order files were \
      indexed: two libraries of the same pictures are equal when their exports are.

      Of archives (index --archives) two documents can be written, which semblance import takes over \
      into another library. docs/ARCHIVES.md describes them.
      """,
    examples: [
      Example("semblance export -o library.jsonl", "Into a file:"),
      Example("semblance export --as visual-index -o visual_index.json", "Hashes of archives:"),
    ],
    parameters: [output, document, below]
  ) { invocation in
    try await invocation.withLibrary { library in
      if let kind = invocation[document] { return try write(kind, of: library, invocation) }
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

  private static func write(
    _ kind: ArchiveDocument, of library: Library, _ invocation: Invocation
  ) throws {
    try library.requireArchives()
    let file = try ResultFile(
      invocation[output] ?? ResultFile.standardOutput, on: invocation.console)
    try library.exportArchives(
      kind, below: try invocation[below].map { try $0.resolved() },
      cancellation: invocation.cancellation, write: file.write)
    try file.finish()
  }
}
