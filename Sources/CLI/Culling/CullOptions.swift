import CommandKit
import Core
import Engine

/// What all searches for things to thin out are told.
enum CullOptions {
  enum Mode: String, CaseIterable, Sendable {
    case report, stage
  }

  static let keep = Option(
    "keep", rules, default: CullSearch().keep.rules, environment: "SEMBLANCE_CULL_KEEP",
    help: "How to choose the one to keep; a later rule is asked where the earlier ones see no "
      + "difference.")
  static let prefer = Option(
    repeating: "prefer", ValueType<String>.text.named("GLOB"),
    help:
      "For path-priority: paths to keep, the most preferred first, such as 'selected/**'. Alone "
      + "it makes path-priority the first rule.")
  static let stagePattern = Option(
    "stage-pattern", NamePattern.type, defaultText: "stage1, stage1.5_face_swapped, …",
    help:
      "How names tell a stage: a regular expression whose first group is what the pictures of a "
      + "set share, and its second the stage.")
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
  static let companions = Option(
    repeating: "companion", ValueType<String>.text.named("ENDING"),
    help:
      "Files that travel with a picture this time though their stem is another, as _mask.png; "
      + "with !, as '!.psd', files that stay. For ever: semblance companions.")
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
    keep, prefer, mode, dryRun, destination, companions, trust, StandardOptions.json, csv, markdown,
    html,
  ]
  static let exclusive: [[any Parameter]] = [[StandardOptions.json, csv, markdown, html]]

  /// What a search is asked for; measures the quality of pictures first where the rules need it.
  static func search(
    of invocation: Invocation, _ folders: [FilePath], in library: Library
  ) throws -> CullSearch {
    try library.requirePictures()
    var search = CullSearch()
    search.keep = try wish(invocation[keep], of: invocation)
    try measure(for: search.keep, in: library, invocation)
    search.trusts = invocation[trust]
    search.folders = try folders.map { try library.indexedPlace($0) }
    return search
  }

  /// How names tell a stage.
  static func stages(of invocation: Invocation) throws -> StagePattern {
    guard let pattern = invocation[stagePattern] else { return .usual }
    guard pattern.groupCount >= 2 else {
      throw UsageError("--stage-pattern needs two groups: what a set shares, and the stage")
    }
    return StagePattern { name in
      pattern.parts(of: name).flatMap { $0[2].isEmpty ? nil : (shared: $0[1], stage: $0[2]) }
    }
  }

  /// Rules with the preferred paths that they may need.
  static func wish(_ rules: [KeepRule], of invocation: Invocation) throws -> KeepWish {
    if rules.contains(.pathPriority), invocation[prefer].isEmpty {
      throw UsageError("path-priority needs --prefer GLOB, the most preferred first")
    }
    return KeepWish(rules, prefer: invocation[prefer])
  }

  /// Measures the quality of pictures that have none yet, where a rule needs it.
  static func measure(
    for wish: KeepWish, in library: Library, _ invocation: Invocation
  ) throws {
    guard wish.rules.contains(.bestQuality) else { return }
    if try QualityCommand.measure([], in: library, invocation).wasCancelled { throw Cancelled() }
  }

  /// `best-quality,newest`.
  static let rules = ValueType.list(of: KeepRule.self, placeholder: "RULE,…") { $0.meaning }
}
