import CommandKit
import Core
import Engine

/// What all searches for things to thin out are told.
enum CullOptions {
  enum Mode: String, CaseIterable, Sendable {
    case report, stage
  }

  static let keep = Option(
    "keep", rules, default: CullSearch().keep, environment: "SEMBLANCE_CULL_KEEP",
    help: "How to choose the one to keep; a later rule is asked where the earlier ones see no "
      + "difference.")
  static let prefer = Option(
    repeating: "prefer", ValueType<String>.text.named("GLOB"),
    help:
      "For path-priority: paths to keep, the most preferred first, such as 'selected/**'. Alone "
      + "it makes path-priority the first rule.")
  static let mode = Option(
    "mode",
    .choice(of: Mode.self) { mode in
      mode == .report ? "only say what was found" : "move all but the best to a review folder"
    }.named("MODE"), default: .report,
    help: "What to do with what was found.")
  static let dryRun = Flag("dry-run", help: "With --mode stage: only show what would move.")
  static let destination = Option(
    "to", .folder, defaultText: "a folder beside each indexed one",
    help: "Where to set files aside; their paths are kept below it.")
  static let trust = Flag(
    "trust", help: "Also set aside what a look at the pictures did not confirm.")
  static let csv = Option(
    "csv", .file, help: "Write a table to FILE, one line a file; - is standard output.")
  static let markdown = Option(
    "markdown", .file, help: "Write the report as Markdown to FILE; - is standard output.")
  static let html = Option(
    "html", .file,
    help: "Write a page with the pictures side by side to FILE; - is standard output.")

  static let all: [any Parameter] = [
    keep, prefer, mode, dryRun, destination, trust, StandardOptions.json, csv, markdown, html,
  ]
  static let exclusive: [[any Parameter]] = [[StandardOptions.json, csv, markdown, html]]

  static func search(
    of invocation: Invocation, _ folders: [FilePath], in library: Library
  ) throws -> CullSearch {
    try library.requirePictures()
    if invocation[keep].contains(.pathPriority), invocation[prefer].isEmpty {
      throw UsageError("path-priority needs --prefer GLOB, the most preferred first")
    }
    var search = CullSearch()
    search.keep = invocation[keep]
    search.prefer = invocation[prefer]
    search.trusts = invocation[trust]
    search.folders = try folders.map { try library.indexedPlace($0) }
    return search
  }

  /// `largest-resolution,newest`.
  private static let rules = ValueType.list(of: KeepRuleName.self, placeholder: "RULE,…") {
    $0.meaning
  }
}
