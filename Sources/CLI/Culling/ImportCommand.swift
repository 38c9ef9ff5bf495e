import CommandKit
import Core
import Engine

/// `semblance import`.
enum ImportCommand {
  static let file = Argument(
    "FILE", .file, help: "Results of Czkawka or Krokiet (JSON or text), or of dupeGuru (CSV).")

  static let command = Command(
    "import", abstract: "Work on groups that Czkawka or dupeGuru found.",
    discussion: """
      The files have to be indexed. Each member is compared with the one to keep; with --mode stage \
      those go that are a copy by this look too, and with --trust all the others.
      """,
    examples: [
      Example("semblance import results_similar_images.json", "See what another program found:"),
      Example(
        "semblance import dupes.csv --keep largest-resolution,newest --mode stage",
        "Set aside all but the best:"),
    ],
    parameters: CullOptions.all + [file], exclusive: CullOptions.exclusive
  ) { invocation in
    try await invocation.withLibrary { library in
      let search = try CullOptions.search(of: invocation, [], in: library)
      let (report, format) = try library.importGroups(
        from: invocation[file], search, cancellation: invocation.cancellation)
      invocation.console.note("Read \(CountText.text(report.lookedAt, "group")) (\(format.title)).")
      return try CullCommandBody(library: library, invocation: invocation).finish(report)
    }
  }
}
