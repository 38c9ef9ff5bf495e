import CommandKit
import Core
import Engine

/// `semblance anomalies`.
enum AnomaliesCommand {
  static let measure = Option(
    "by", .choice(of: Measure.self).named("MEASURE"), default: .any,
    environment: "SEMBLANCE_ANOMALY_MEASURE",
    help: """
      What counts: how far the nearest pictures are (distance), how much sparser its place is than \
      theirs (density), how far it is from the middle of all (distribution), or whichever is worst.
      """)
  static let baseline = Option(
    "baseline", .choice(of: AnomalyBaseline.self) { $0.rawValue }.named("BASELINE"),
    default: .library, environment: "SEMBLANCE_ANOMALY_BASELINE",
    help: "Whose scores say what is usual: those of the library, of its folder, or of its source.")
  static let all = Flag("all", short: "a", help: "Also show pictures that are not unusual.")
  static let anew = Flag("anew", help: "Look again, rather than show what the latest look found.")
  static let limit = Option(
    "limit", short: "n", .integer(1...5_000), default: 20, environment: "SEMBLANCE_LIMIT",
    help: "Show the first N pictures.")

  enum Measure: String, CaseIterable, Sendable {
    case any, distance, density, distribution
  }

  static let command = Command(
    "anomalies", abstract: "Find pictures that do not belong, and say why.",
    discussion: """
      Three measures of every picture are held against what is usual, by medians: a picture is unusual \
      from 3.5 deviations above the middle. Albums (folders) with fewer than 10 pictures are judged by \
      the library. What was called normal in the web app is left out.

      The latest look is shown, also one of the server's; without one it is made.
      """,
    examples: [
      Example("semblance anomalies", "What does not belong:"),
      Example(
        "semblance anomalies --by distribution --baseline album --anew",
        "What does not belong into its folder, looked for again:"),
    ],
    parameters: [measure, baseline, all, anew, limit] + FilterOptions.all + [StandardOptions.json]
  ) { invocation in
    let query = AnomalyQuery(
      measure: AnomalyMeasure(rawValue: invocation[measure].rawValue),
      baseline: invocation[baseline], onlyUnusual: !invocation[all])
    let filter = try invocation.filter()
    let listing = try await invocation.withLibrary { library in
      try library.requirePictures()
      if try invocation[anew] || library.reader.anomalyLook() == nil {
        try library.findAnomalies(cancellation: invocation.cancellation)
      }
      return try library.anomalies(query, filter: filter, limit: invocation[limit])
    }
    if invocation[StandardOptions.json] {
      try AnomalyJSON(listing: listing).write(to: invocation.console)
    } else {
      try AnomalyText(listing: listing, isFiltered: filter != nil, console: invocation.console)
        .write()
    }
    try invocation.console.flush()
    return .success
  }
}
