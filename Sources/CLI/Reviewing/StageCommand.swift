import CommandKit
import Core
import Engine

/// `semblance stage`.
enum StageCommand {
  static let groups = Option(
    repeating: "group", short: "g", .integer(1...),
    help: "A group of the latest search, by its number; may be given several times.")
  static let automatic = Flag(
    "all-automatic",
    help: "All copies that lose nothing: exact, identical pixels, re-saved. This is the default.")
  static let keep = Option(
    "keep", CullOptions.rules, environment: "SEMBLANCE_STAGE_KEEP",
    defaultText: "the best of the search",
    help: "Choose the file that stays by rules, among the best and the equal copies that would go.")
  static let keptFile = Option(
    repeating: "keep-file", .file,
    help: "Keep this file instead of the best of its group, and set the others aside.")
  static let remove = Option(
    repeating: "remove", .file, help: "Set exactly this file aside, which must be in a group.")
  static let destination = Option(
    "to", .folder, environment: "SEMBLANCE_STAGING",
    defaultText: "_review_dupes beside each folder",
    help: "Where to set files aside; their paths are kept below it.")
  static let dryRun = Flag("dry-run", help: "Only show what would move. This is the default.")
  static let yes = Flag("yes", short: "y", help: "Move the files.")

  static let command = Command(
    "stage", abstract: "Set duplicates aside in a review folder; first show which.",
    discussion: """
      Without --yes nothing is moved: you see each file, where it would go and which copy stays. \
      A picture takes its sidecars and its raw with it. Every file is checked just before it moves, \
      and it stays when it changed or when no copy of it would stay.

      Nothing is deleted; undo puts everything back.
      """,
    examples: [
      Example("semblance stage", "See what would be set aside:"),
      Example("semblance stage --yes", "Set it aside:"),
      Example("semblance stage --group 3 --group 7 --yes", "Only groups that you looked at:"),
      Example(
        "semblance stage --keep best-quality,largest-resolution,newest",
        "Keep by rules of your own:"),
      Example(
        "semblance stage --keep-file ~/Pictures/a.jpg --yes", "Keep another file than the best:"),
    ],
    parameters: [
      groups, automatic, keep, CullOptions.prefer, keptFile, remove, destination,
      CullOptions.companions, dryRun, yes,
      StandardOptions.json,
    ],
    exclusive: [
      [groups, automatic], [keptFile, automatic], [remove, automatic], [keep, keptFile],
      [keep, remove], [dryRun, yes],
    ]
  ) { invocation in
    try await invocation.withLibrary { library in
      let listing = try library.requireLastDuplicates()
      let wish = try StagingWish(
        groups: invocation[groups], keep: invocation[keptFile].map(place),
        remove: invocation[remove].map(place), listing: listing)
      var choice = wish.choice
      let wanted = try CullOptions.wish(invocation[keep] ?? [], of: invocation)
      if !wanted.rules.isEmpty {
        try CullOptions.measure(for: wanted, in: library, invocation)
        choice.keep = wanted
      }
      if let folder = invocation[destination] { choice.place = .folder(try folder.absolute()) }
      choice.companions = invocation[CullOptions.companions]
      let plan = try library.planStaging(choice)
      return invocation[yes]
        ? try stage(plan, in: library, invocation) : try preview(plan, invocation)
    }
  }

  /// Shows what a plan would do.
  ///
  /// - Parameter line: the command that does it.
  static func preview(
    _ plan: ReviewPlan, _ invocation: Invocation,
    line: String = CommandWords.thisLine(adding: "--yes")
  ) throws -> ExitCode {
    let view = PlanView(plan: plan)
    let console = invocation.console
    if invocation[StandardOptions.json] {
      try console.write(JSONText.bytes(view.json, .indented) + [UInt8(ascii: "\n")])
      return .success
    }
    for line in view.lines(console.outputStyles, hasUnicode: console.outputTraits.hasUnicode) {
      try console.print(line)
    }
    try console.flush()
    FaultList(plan.holds.map(\.namedFault), title: "would stay where they are").show(on: console)
    if plan.units.isEmpty {
      console.note("Nothing to set aside. Look at the groups: semblance duplicates --last")
    } else {
      console.note("Nothing has been moved. To do it: \(line)")
    }
    return .success
  }

  /// Carries a plan out and says what came of it.
  static func stage(
    _ plan: ReviewPlan, in library: Library, _ invocation: Invocation
  ) throws -> ExitCode {
    let report = ReviewReport(
      verb: "Set aside", invocation: invocation, holds: plan.holds.map(\.namedFault))
    let outcome = try report.following { progress in
      try library.stage(plan, cancellation: invocation.cancellation, progress: progress)
    }
    return try report.show(
      outcome,
      next: ["semblance undo          put them back", "semblance approve       remove them"])
  }

  /// As the listing names it, where it is there.
  private static func place(_ path: FilePath) -> FilePath { (try? path.resolved()) ?? path }
}

extension ReviewPlan.Hold {
  /// The fault under the picture that it keeps in its place.
  var namedFault: Fault {
    var fault = fault
    if let path = fault.path, path != picture {
      fault.underlying = [path.display, fault.underlying].compactMap { $0 }.joined(separator: ": ")
    }
    fault.path = picture
    return fault
  }
}
