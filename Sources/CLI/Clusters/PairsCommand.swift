import CommandKit
import Core
import Engine

/// `semblance pairs`.
enum PairsCommand {
  static let threshold = ClusterOptions.threshold(default: 0.92)
  static let limit = Option(
    "limit", short: "n", .integer(1...), defaultText: "20 in text, otherwise all",
    help: "Show the first N pairs.")

  static let command = Command(
    "pairs", abstract: "List every two pictures that look or mean alike.",
    discussion: """
      Every picture is compared with every other, by a model's vectors or by the built-in descriptor, and \
      none is missed. Likeness is a cosine. With the built-in descriptor edits of one picture are mostly \
      above 0.7, near copies above 0.92; whether one really is a copy, semblance duplicates decides.
      """,
    examples: [
      Example("semblance pairs", "The most alike first:"),
      Example("semblance pairs --threshold 0.8 --csv pairs.csv", "All of them, as a table:"),
    ],
    parameters: [
      threshold, limit, ClusterOptions.space, StandardOptions.json, ClusterOptions.csv,
      ClusterOptions.paths,
    ],
    exclusive: [[StandardOptions.json, ClusterOptions.csv]]
  ) { invocation in
    let listing = try await invocation.withLibrary { library in
      try library.requirePictures()
      return try library.closePairs(
        atLeast: Float(invocation[threshold]), space: invocation[ClusterOptions.space],
        folders: try invocation.clusterFolders(), cancellation: invocation.cancellation)
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
