import CommandKit
import Core
import Engine

/// `semblance clusters`.
enum ClustersCommand {
  static let threshold = ClusterOptions.threshold(default: 0.92)
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
  static let limit = Option(
    "limit", short: "n", .integer(1...), defaultText: "20 in text, otherwise all",
    help: "Show the first N clusters.")

  static let command = Command(
    "clusters", abstract: "Put pictures that look or mean alike into clusters.",
    discussion: """
      Pictures are compared by a model's vectors, or by the built-in descriptor, which every indexed \
      picture has. Each cluster begins with the picture that is most like its others. With the built-in \
      descriptor edits of one picture are mostly above 0.7, near copies above 0.92.
      """,
    examples: [
      Example("semblance clusters ~/Pictures", "What is nearly the same:"),
      Example("semblance clusters --threshold 0.7 --csv clusters.csv", "Looser, as a table:"),
      Example("semblance clusters --density --min-size 10", "Regions of at least ten pictures:"),
    ],
    parameters: [
      threshold, linkage, count, density, minimumSize, samples, limit, ClusterOptions.space,
      StandardOptions.json, ClusterOptions.csv, ClusterOptions.paths,
    ],
    exclusive: [[StandardOptions.json, ClusterOptions.csv], [threshold, count, density]]
  ) { invocation in
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
  static func method(of invocation: Invocation) -> ClusterMethod {
    if invocation[density] {
      let size = invocation[minimumSize]
      return .density(minimumSize: size, samples: invocation[samples] ?? size)
    }
    if let count = invocation[count] { return .count(count, invocation[linkage]) }
    return .threshold(Float(invocation[threshold]), invocation[linkage])
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
