import CommandKit
import Core
import Engine

/// `semblance import`.
enum ImportCommand {
  static let file = Argument(
    "FILE", .file,
    help:
      "Results of Czkawka or Krokiet (JSON or text), or of dupeGuru (CSV); or archives, as semblance "
      + "export wrote them (visual_index.json, scan_results.json).")
  static let below = Option(
    "below", .folder, help: "Of archives: the folder that relative paths are below.")

  static let command = Command(
    "import", abstract: "Work on groups that another program found, or take over archives.",
    discussion: """
      The files have to be indexed. Each member is compared with the one to keep; with --mode stage \
      those go that are a copy by this look too, and with --trust all the others.

      Of archives another library's hashes are taken over for the files that are here with the same \
      bytes: they are read, but not unpacked and not drawn. Only --below and --json count then.
      """,
    examples: [
      Example("semblance import results_similar_images.json", "See what another program found:"),
      Example(
        "semblance import dupes.csv --keep largest-resolution,newest --mode stage",
        "Set aside all but the best:"),
      Example("semblance import visual_index.json", "Archives of another library:"),
    ],
    parameters: CullOptions.all + [below, file], exclusive: CullOptions.exclusive
  ) { invocation in
    if try ArchiveDocument.isMeant(invocation[file]) { return try await takeOver(invocation) }
    return try await invocation.withLibrary { library in
      let search = try CullOptions.search(of: invocation, [], in: library)
      let (report, format) = try library.importGroups(
        from: invocation[file], search, cancellation: invocation.cancellation)
      invocation.console.note("Read \(CountText.text(report.lookedAt, "group")) (\(format.title)).")
      return try CullCommandBody(library: library, invocation: invocation).finish(report)
    }
  }

  private static func takeOver(_ invocation: Invocation) async throws -> ExitCode {
    let report = try await invocation.withLibrary(creating: true) { library in
      try library.importArchives(
        from: invocation[file], below: try invocation[below].map { try $0.resolved() },
        cancellation: invocation.cancellation)
    }
    try ArchiveImportView(report: report).show(on: invocation)
    return .finished(unreadable: report.issues.count)
  }
}
