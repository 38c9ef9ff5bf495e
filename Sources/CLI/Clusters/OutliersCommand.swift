import CommandKit
import Core
import Engine

/// `semblance outliers`.
enum OutliersCommand {
  static let sort = Option(
    "sort", .choice(of: OutlierListing.Order.self).named("ORDER"), default: .outlier,
    help: "What comes first: what stands apart, what nothing is like, or what stands for many.")
  static let neighbours = Option(
    "neighbours", short: "k", .integer(1...1000), default: 20,
    environment: "SEMBLANCE_NEIGHBOURS",
    help: "How many nearest pictures each is judged by.")
  static let limit = Option(
    "limit", short: "n", .integer(1...), defaultText: "20 in text, otherwise all",
    help: "Show the first N pictures.")

  static let command = Command(
    "outliers", abstract: "Find pictures that are unlike the rest, or that stand for many.",
    discussion: """
      Outlier: how much sparser a picture's surroundings are than those of its neighbours (the local \
      outlier factor); about 1 is usual. Unique: 1 less the mean cosine with the neighbours. Represents: \
      how near it is to all that have it among their neighbours, 1 for the first of all.
      """,
    examples: [
      Example("semblance outliers ~/Pictures/dataset", "What does not belong:"),
      Example("semblance outliers --sort representative -n 50", "Fifty that stand for the rest:"),
    ],
    parameters: [
      sort, neighbours, limit, ClusterOptions.space, StandardOptions.json, ClusterOptions.csv,
      ClusterOptions.paths,
    ],
    exclusive: [[StandardOptions.json, ClusterOptions.csv]]
  ) { invocation in
    let listing = try await invocation.withLibrary { library in
      try library.requirePictures()
      return try library.outliers(
        neighbours: invocation[neighbours], order: invocation[sort],
        space: invocation[ClusterOptions.space], folders: try invocation.clusterFolders(),
        cancellation: invocation.cancellation)
    }
    let console = invocation.console
    if invocation[StandardOptions.json] {
      try ClusterJSON(console: console).write(listing, limit: invocation[limit])
    } else if let file = invocation[ClusterOptions.csv] {
      try ClusterCSV(output: ResultFile(file, on: console)).write(listing, limit: invocation[limit])
    } else {
      try ClusterText(console: console).write(listing, limit: invocation[limit] ?? 20)
    }
    invocation.noteLacking(listing.lacking, space: listing.space)
    try console.flush()
    return .success
  }
}
