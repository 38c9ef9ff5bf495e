import CommandKit
import Core
import Engine

/// `semblance clusters`.
enum ClustersCommand {
  static let threshold = Option(
    "threshold", .number(-1...1).named("COSINE"), environment: "SEMBLANCE_CLUSTER_THRESHOLD",
    defaultText: "\(usualCosine), with --archives \(usualArchiveCosine)",
    help: ClusterOptions.thresholdHelp)
  /// Near copies are above it.
  private static let usualCosine = 0.92
  /// Packs of one kind are mostly above it, others mostly below (docs/BENCHMARKS.md).
  private static let usualArchiveCosine = 0.75
  static let linkage = Option(
    "linkage", .choice(of: Linkage.self), default: .average,
    help: "Whether a picture must be like the others on average, like each, or like any one.")
  static let count = Option(
    "count", .integer(1...), defaultText: "as many as --threshold leaves",
    help: "Merge until so many clusters are left, single pictures included.")
  static let density = Flag(
    "density", help: "Find dense regions of any shape (HDBSCAN); the rest stays alone.")
  static let minimumSize = Option(
    "min-size", .integer(2...), default: 5,
    help: "With --density: how many pictures a cluster has at least.")
  static let samples = Option(
    "samples", .integer(1...), defaultText: "as --min-size",
    help: "With --density: how many near pictures make a place dense.")
  static let archives = Flag(
    "archives", short: "a",
    help: "Put archives into clusters instead, as packs of one kind, by what is in them.")
  static let limit = Option(
    "limit", short: "n", .integer(1...), defaultText: "20 in text, otherwise all",
    help: "Show the first N clusters.")

  static let command = Command(
    "clusters", abstract: "Put pictures that look or mean alike into clusters.",
    discussion: """
      Pictures are compared by a model's vectors, or by the built-in descriptor, which every indexed \
      picture has. Each cluster begins with the picture that is most like its others. With the built-in \
      descriptor edits of one picture are mostly above 0.7, near copies above 0.92.

      With --archives, packs are put together whose models look alike on average, drawn from one side; \
      those without a model go by their pictures. Which hold the very same, semblance \
      visual-duplicates says.
      """,
    examples: [
      Example("semblance clusters ~/Pictures", "What is nearly the same:"),
      Example("semblance clusters --threshold 0.7 --csv clusters.csv", "Looser, as a table:"),
      Example("semblance clusters --density --min-size 10", "Regions of at least ten pictures:"),
      Example("semblance clusters --archives ~/Models", "Packs of one kind:"),
    ],
    parameters: [
      threshold, linkage, count, density, minimumSize, samples, archives, limit,
      ClusterOptions.space, StandardOptions.json, ClusterOptions.csv, ClusterOptions.paths,
    ],
    exclusive: [
      [StandardOptions.json, ClusterOptions.csv], [threshold, count, density],
      [archives, ClusterOptions.space],
    ]
  ) { invocation in
    if invocation[archives] { return try await showArchives(invocation) }
    let listing = try await invocation.withLibrary { library in
      try library.requirePictures()
      return try library.clusters(
        method(of: invocation), space: invocation[ClusterOptions.space],
        folders: try invocation.clusterFolders(), cancellation: invocation.cancellation)
    }
    try show(listing, invocation)
    return .success
  }

  /// How the options say that clusters are made.
  static func method(
    of invocation: Invocation, usualCosine: Double = usualCosine
  ) -> ClusterMethod {
    if invocation[density] {
      let size = invocation[minimumSize]
      return .density(minimumSize: size, samples: invocation[samples] ?? size)
    }
    if let count = invocation[count] { return .count(count, invocation[linkage]) }
    return .threshold(Float(invocation[threshold] ?? usualCosine), invocation[linkage])
  }

  private static func showArchives(_ invocation: Invocation) async throws -> ExitCode {
    let listing = try await invocation.withLibrary { library in
      try library.requireArchives()
      return try library.archiveClusters(
        method(of: invocation, usualCosine: usualArchiveCosine),
        folders: try invocation.clusterFolders(), cancellation: invocation.cancellation)
    }
    let console = invocation.console
    let limit = invocation[limit]
    if invocation[StandardOptions.json] {
      try ArchiveClusterJSON(console: console).write(listing, limit: limit)
    } else if let file = invocation[ClusterOptions.csv] {
      try ArchiveClusterCSV(output: ResultFile(file, on: console)).write(listing, limit: limit)
    } else {
      try ArchiveClusterText(console: console).write(listing, limit: limit ?? 20)
    }
    if listing.lacking > 0 {
      console.note(
        "\(CountText.text(listing.lacking, "archive")) left out: no picture and no model in them.")
    }
    try console.flush()
    return .success
  }

  private static func show(_ listing: ClusterListing, _ invocation: Invocation) throws {
    let console = invocation.console
    let limit = invocation[limit]
    if invocation[StandardOptions.json] {
      try ClusterJSON(console: console).write(listing, limit: limit)
    } else if let file = invocation[ClusterOptions.csv] {
      try ClusterCSV(output: ResultFile(file, on: console)).write(listing, limit: limit)
    } else {
      try ClusterText(console: console).write(listing, limit: limit ?? 20)
    }
    invocation.noteLacking(listing.lacking, space: listing.space)
    try console.flush()
  }
}
