import CommandKit
import Core
import Engine

/// `semblance group`.
enum GroupCommand {
  static let into = Option(
    required: "into", .folder, environment: "SEMBLANCE_GROUP_INTO",
    help: "The folder to make the clusters' folders in; new or empty.")
  static let mode = Option(
    "mode",
    .choice(of: TransferWay.self) { way in
      switch way {
      case .symlink: "links to the files, which stay"
      case .copy: "copies, the files stay"
      case .move: "the files themselves"
      }
    }.named("MODE"), default: .symlink,
    help: "What to put into the folders.")
  static let withNoise = Flag(
    "with-noise", help: "Also put the pictures that are in no cluster into a folder, alone.")
  static let dryRun = Flag("dry-run", help: "Only show what would be made. This is the default.")
  static let yes = Flag("yes", short: "y", help: "Make the folders.")
  static let limit = Option(
    "limit", short: "n", .integer(1...), defaultText: "20 in text, otherwise all",
    help: "Show the first N folders.")

  static let command = Command(
    "group", abstract: "Put similar pictures, with their companions, into one folder a cluster.",
    discussion: """
      The clusters are those of semblance clusters with the same options: cluster-001 has the most files. \
      Without --yes nothing is made: you see the folders and what would be in them. Links are relative, \
      so that a folder with both can be moved. Names that clash get a number, the sidecars with them.

      semblance undo takes everything back. It removes links and copies only while they are what was \
      made: a copy that was edited stays. Nothing in the folders is ever removed by approve.
      """,
    examples: [
      Example("semblance group ~/Pictures --into ~/clusters", "See what would be in which folder:"),
      Example("semblance group ~/Pictures --into ~/clusters --yes", "Make the folders, of links:"),
      Example(
        "semblance group --density --min-size 10 --into clusters --mode move --yes",
        "Sort the files themselves into dense regions:"),
    ],
    parameters: [
      into, mode, withNoise, ClustersCommand.threshold, ClustersCommand.linkage,
      ClustersCommand.count, ClustersCommand.density, ClustersCommand.minimumSize,
      ClustersCommand.samples, ClusterOptions.space, CullOptions.companions, limit, dryRun, yes,
      StandardOptions.json,
      ClusterOptions.paths,
    ],
    exclusive: [
      [ClustersCommand.threshold, ClustersCommand.count, ClustersCommand.density], [dryRun, yes],
    ]
  ) { invocation in
    try await invocation.withLibrary { library in
      try library.requirePictures()
      var choice = ArrangementChoice(
        ClustersCommand.method(of: invocation), target: try invocation[into].absolute())
      choice.way = invocation[mode]
      choice.includesAlone = invocation[withNoise]
      choice.companions = invocation[CullOptions.companions]
      choice.space = invocation[ClusterOptions.space]
      choice.folders = try invocation.clusterFolders()
      let arrangement = try library.planArrangement(
        choice, cancellation: invocation.cancellation)
      invocation.noteLacking(arrangement.lacking, space: arrangement.space)
      return invocation[yes]
        ? try arrange(arrangement, in: library, invocation)
        : try preview(arrangement, invocation)
    }
  }

  private static func preview(
    _ arrangement: Arrangement, _ invocation: Invocation
  ) throws -> ExitCode {
    let console = invocation.console
    if invocation[StandardOptions.json] {
      try ArrangementJSON(console: console).write(arrangement, limit: invocation[limit])
      return .success
    }
    try ArrangementText(arrangement: arrangement, console: console)
      .write(limit: invocation[limit] ?? 20)
    try console.flush()
    FaultList(arrangement.plan.holds.map(\.namedFault), title: "would be left out")
      .show(on: console)
    if arrangement.plan.units.isEmpty {
      console.note(
        "Nothing to group. Look at what is alike: semblance pairs, or a lower --threshold")
    } else {
      console.note("Nothing has been made. To do it: \(CommandWords.thisLine(adding: "--yes"))")
    }
    return .success
  }

  private static func arrange(
    _ arrangement: Arrangement, in library: Library, _ invocation: Invocation
  ) throws -> ExitCode {
    let plan = arrangement.plan
    var report = ReviewReport(
      verb: "Moved", invocation: invocation, holds: plan.holds.map(\.namedFault))
    report.place = " in \(CountText.text(arrangement.folders.count, "folder"))"
    report.refusal = "were left out"
    report.nothing = "Nothing was made."
    report.activity = plan.way == .move ? "Moving" : plan.way == .copy ? "Copying" : "Linking"
    let outcome = try report.following { progress in
      try library.arrange(plan, cancellation: invocation.cancellation, progress: progress)
    }
    var next = ["semblance undo          take it back"]
    if plan.way == .move, !arrangement.isIndexed {
      next.append(
        "semblance index \(CommandWords.quoted(arrangement.target.display))"
          + "     keep up with the new folder, which is in no indexed one")
    }
    return try report.show(outcome, next: next)
  }
}
