import CommandKit
import Core
import Engine

/// `semblance quality`.
enum QualityCommand {
  static let issues = Option(
    "issues", QualityValues.kinds, environment: "SEMBLANCE_ISSUES",
    help: "Only pictures with one of these issues; any for whatever it is.")
  static let sort = Option(
    "sort", .choice(of: QualityQuery.Order.self).named("ORDER"), default: .worst,
    help: "Which pictures come first.")
  static let limit = Option(
    "limit", short: "n", .integer(1...), defaultText: "20 in text, 100 on a page, otherwise all",
    help: "Show the first N pictures.")
  static let autoThreshold = Flag(
    "auto-threshold",
    help: "Call an issue what stands out among these pictures, rather than below fixed limits.")
  static let thresholds = Option(
    repeating: "threshold", QualityValues.threshold, environment: "SEMBLANCE_THRESHOLDS",
    help: "Call it an issue when its score is below VALUE; may be given several times.")
  static let weights = Option(
    "weights", QualityValues.weights, default: .standard, environment: "SEMBLANCE_QUALITY_WEIGHTS",
    help: "How much each part counts in the score.")
  static let csv = Option(
    "csv", .file, help: "Write a table to FILE, one line a picture; - is standard output.")
  static let html = Option(
    "html", .file, help: "Write a contact sheet of the first pictures to FILE.")
  static let workers = IndexCommand.workers
  static let retryFailed = Flag(
    "retry-failed", help: "Try pictures that could not be measured before again.")
  static let paths = Argument(
    repeating: "PATH", .path, atLeast: 0, defaultText: "everything that is indexed",
    help: "Folders or pictures; they are indexed first where they are not.")

  static let command = Command(
    "quality", abstract: "Judge how good pictures are, and say what is wrong with them.",
    discussion: """
      Every picture gets a score from 0 (bad) to 100 (excellent) and a list of issues, each with the \
      reason in plain words. What was measured is kept: the next call only looks at what is new.

      BRISQUE and NIQE with their authors' parameters are reported where these were added as models; \
      see semblance models add. CLIP-IQA, from 0 to 1, is reported with a model in use that can tell \
      photographs from damaged ones, which is tried once on pictures of the library.
      """,
    examples: [
      Example("semblance quality ~/Pictures", "The worst pictures of a folder, and why:"),
      Example("semblance quality --issues blurry,dark", "Only what is blurred or too dark:"),
      Example("semblance quality --html worst.html -n 200", "Look at the worst 200:"),
    ],
    parameters: [
      issues, sort, limit, autoThreshold, thresholds, weights, workers, retryFailed,
      StandardOptions.json, csv, html, paths,
    ],
    exclusive: [[StandardOptions.json, csv]]
  ) { invocation in
    let given = invocation[paths]
    try IndexCommand.requireSomething(of: given)
    return try await invocation.withLibrary(creating: !given.isEmpty) { library in
      let report = try measure(
        given, in: library, invocation, workers: invocation[workers],
        retriesFailed: invocation[retryFailed])
      if report.wasCancelled {
        invocation.console.note("Stopped. The next call goes on from here.")
        return .interrupted
      }
      var query = query(of: invocation)
      query.folders = try given.map { try $0.resolved() }
      let clip = try library.clipStanding(from: try invocation.modelShelf)
      var listing = try library.quality(query)
      listing.clip = clip
      try show(listing, library, invocation)
      FaultList(report.issues, count: report.issueCount).show(on: invocation.console)
      return .finished(unreadable: report.issueCount + report.counts.stillFailed)
    }
  }

  /// Brings what is asked about up to date.
  static func measure(
    _ given: [FilePath], in library: Library, _ invocation: Invocation, workers: Int? = nil,
    retriesFailed: Bool = false
  ) throws -> IndexReport {
    if given.isEmpty { try library.requirePictures() }
    let roots = try given.isEmpty ? library.reader.roots().map(\.path) : given
    var options = IndexOptions()
    if let workers { options.workers = workers }
    options.retriesFailed = retriesFailed
    options.assessor = try library.qualityAssessor(modelFolders: try invocation.modelShelf.folders)
    let bar = ProgressBar("Measuring", on: invocation.console)
    defer { bar.remove() }
    return try library.index(
      roots, options: options, cancellation: invocation.cancellation
    ) { event in
      if case .progress(let progress) = event { bar.update(progress.barCounts) }
    }
  }

  private static func query(of invocation: Invocation) -> QualityQuery {
    var query = QualityQuery()
    query.issues = Set(invocation[issues] ?? [])
    query.order = invocation[sort]
    query.weights = invocation[weights]
    query.fitsThresholds = invocation[autoThreshold]
    for threshold in invocation[thresholds] {
      query.thresholds[threshold.kind] = threshold.value
      query.fixed.insert(threshold.kind)
    }
    return query
  }

  private static func show(
    _ listing: QualityListing, _ library: Library, _ invocation: Invocation
  ) throws {
    let console = invocation.console
    if let file = invocation[html] {
      try QualityPage(listing: listing, thumbnail: library.reader.thumbnail(of:))
        .write(limit: invocation[limit] ?? 100, to: ResultFile(file, on: console))
    }
    if invocation[StandardOptions.json] {
      try QualityJSON(listing: listing).write(limit: invocation[limit], to: console)
    } else if let file = invocation[csv] {
      let output = try ResultFile(file, on: console)
      try QualityCSV(listing: listing).write(limit: invocation[limit], to: output)
      if !output.isStandardOutput { console.note(QualitySummary(listing: listing).sentence) }
    } else if let file = invocation[html] {
      if file != ResultFile.standardOutput {
        console.note(QualitySummary(listing: listing).sentence)
      }
    } else {
      try QualityText(listing: listing, console: console, order: invocation[sort])
        .write(limit: invocation[limit] ?? 20)
    }
    try console.flush()
  }
}
