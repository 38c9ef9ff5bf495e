import CommandKit
import Core
import Engine

/// `semblance duplicates`.
enum DuplicatesCommand {
  static let kinds = Option(
    repeating: "kind", short: "k", .choice(of: DuplicateKind.self) { $0.title }.named("KIND"),
    environment: "SEMBLANCE_KINDS",
    help: "Only this kind of duplicate; may be given several times.")
  static let exact = Flag("exact", help: "Only files with the same bytes.")
  static let scenes = Flag(
    "scenes", environment: "SEMBLANCE_SCENES",
    help: "Also show different moments of one scene, which are no copies of each other.")
  static let leastConfidence = Option(
    "min-confidence", .integer(0...100), default: 0, environment: "SEMBLANCE_MIN_CONFIDENCE",
    help: "Leave out groups that are less sure than N percent.")
  static let radius = Option(
    "radius", .integer(0...128), environment: "SEMBLANCE_RADIUS",
    defaultText: "72, or 48 above 200,000 pictures",
    help: "How many of 256 bits two hashes may differ by to be worth a look at the pictures.")
  static let confirm = Option(
    "confirm", .choice(of: PairConfirmation.Method.self) { $0.title }.named("METHOD"),
    default: .pixels, environment: "SEMBLANCE_CONFIRM",
    help: "What a pair with near hashes needs beside them to be shown.")
  static let cosine = Option(
    "cosine", .number(-1...1), environment: "SEMBLANCE_CONFIRM_COSINE", defaultText: "0.95",
    help: "The least cosine of two pictures' vectors that confirms a pair, for --confirm.")
  static let gate = Option(
    "gate", .integer(0...32), environment: "SEMBLANCE_GATE", defaultText: "6",
    help: "How many of 64 bits the pHashes of a pair may differ by that a cosine alone confirms.")
  static let limit = Option(
    "limit", short: "n", .integer(1...), environment: "SEMBLANCE_LIMIT",
    defaultText: "100 groups on a terminal, otherwise all", help: "Show the first N groups.")
  static let references = Option(
    repeating: "reference", .folder, environment: "SEMBLANCE_REFERENCES",
    help: "A folder whose files are the ones to keep, from which nothing is ever moved; remembered."
  )
  static let keep = Option(
    "keep", CullOptions.rules, environment: "SEMBLANCE_KEEP",
    defaultText: "the most pixels, then the most camera data",
    help: "How to choose the file to keep; several rules are asked in the order given.")
  static let last = Flag(
    "last", help: "Show what the latest search found, without searching again.")
  static let csv = Option(
    "csv", .file, help: "Write a table to FILE, one line a file; - is standard output.")
  static let markdown = Option(
    "markdown", .file, help: "Write the report as Markdown to FILE; - is standard output.")
  static let html = Option(
    "html", .file,
    help: "Write a page with the pictures side by side to FILE; - is standard output.")
  static let filesOnly = Flag(
    "files", short: "f",
    help: "Print only the paths of the copies: every file of a group but the best and references.")
  static let nulls = Flag(
    "null", short: "0", help: "Like --files, each path ended by a NUL byte, for xargs -0.")
  static let folders = Argument(
    repeating: "PATH", .path, atLeast: 0, defaultText: "everything that is indexed",
    help: "Only pictures in these folders.")

  static let command = Command(
    "duplicates",
    abstract: "Find what is there more than once, with the best copy and the reasons.",
    discussion: """
      Groups come with the surest kinds first. In every group the first file, marked with a tick, is \
      the one to keep, and why; each other file says what it is to that one and how sure that is.

      A pair is shown when its pictures, laid over each other, agree. With --confirm cosine, both or \
      either the vectors of the two are asked too: the model's in use where both have one, the \
      built-in descriptor's otherwise. What only they confirm "looks alike"; it is never set aside by \
      itself.

      With --mode stage the copies that lose nothing are set aside, as stage --yes does; undo puts \
      them back. Otherwise nothing is moved. The numbers of the groups stay until the next search, for stage, ignore and \
      show.
      """,
    examples: [
      Example("semblance duplicates", "Search everything that is indexed:"),
      Example(
        "semblance duplicates selected crop --keep newest --mode stage --dry-run",
        "What would be set aside of several folders:"),
      Example("semblance duplicates ~/Pictures/2024 --exact", "Only identical files in a folder:"),
      Example(
        "semblance duplicates --confirm cosine", "In two stages: near hashes, then near vectors:"),
      Example("semblance duplicates --last --html report.html", "See the pictures side by side:"),
      Example(
        "semblance duplicates -0 --exact | xargs -0 ls -l", "Hand the copies to another program:"),
    ],
    parameters: [
      kinds, exact, scenes, leastConfidence, radius, confirm, cosine, gate, limit, references, keep,
      CullOptions.prefer, last, CullOptions.mode, CullOptions.dryRun, CullOptions.destination,
      CullOptions.companions,
      StandardOptions.json, csv, markdown, html, filesOnly, nulls,
      folders,
    ],
    exclusive: [
      [kinds, exact], [keep, last], [confirm, last], [CullOptions.prefer, last],
      [StandardOptions.json, csv, markdown, html, filesOnly, nulls],
    ]
  ) { invocation in
    try await invocation.withLibrary { library in
      let search = try search(of: invocation, library)
      let listing =
        try invocation[last] ? latest(of: library, search) : find(search, in: library, invocation)
      if invocation[CullOptions.mode] == .stage {
        return try stage(listing, in: library, invocation)
      }
      if let file = invocation[html] {
        try DuplicatePage(listing: listing, thumbnail: library.reader.thumbnail(of:))
          .write(limit: invocation[limit] ?? 1000, to: ResultFile(file, on: invocation.console))
      }
      try show(listing, invocation)
      return .success
    }
  }

  /// Sets aside what the listing shows and loses nothing.
  private static func stage(
    _ listing: DuplicateListing, in library: Library, _ invocation: Invocation
  ) throws -> ExitCode {
    var choice = StagingChoice()
    choice.files = Set(
      listing.groups.flatMap(\.others).filter { $0.kind?.isAutomatic == true && !$0.isReference }
        .map(\.path))
    if let folder = invocation[CullOptions.destination] {
      choice.place = .folder(try folder.absolute())
    }
    choice.companions = invocation[CullOptions.companions]
    let plan = try library.planStaging(choice)
    return invocation[CullOptions.dryRun]
      ? try StageCommand.preview(plan, invocation, line: CommandWords.thisLine())
      : try StageCommand.stage(plan, in: library, invocation)
  }

  private static func show(_ listing: DuplicateListing, _ invocation: Invocation) throws {
    let console = invocation.console
    let limit = invocation[limit]
    let summary = DuplicateSummary(listing: listing)
    if invocation[StandardOptions.json] {
      try DuplicateJSON(listing: listing).write(limit: limit, to: console)
    } else if invocation[filesOnly] || invocation[nulls] {
      let end: UInt8 = invocation[nulls] ? 0 : UInt8(ascii: "\n")
      for group in listing.groups.prefix(limit ?? .max) {
        for copy in group.others where !copy.isReference {
          try console.write(copy.path.bytes + [end])
        }
      }
    } else if let file = invocation[csv] {
      let output = try ResultFile(file, on: console)
      try DuplicateCSV(listing: listing).write(limit: limit, to: output)
      if !output.isStandardOutput { console.note(summary.sentence) }
    } else if let file = invocation[markdown] {
      let output = try ResultFile(file, on: console)
      try DuplicateMarkdown(listing: listing).write(limit: limit, to: output)
      if !output.isStandardOutput { console.note(summary.sentence) }
    } else if invocation[html] != nil {
      if invocation[html] != ResultFile.standardOutput { console.note(summary.sentence) }
    } else {
      try DuplicateText(listing: listing, console: console).write(limit: limit)
      for line in summary.lines(console.outputStyles) { try console.print(line) }
      try console.flush()
      for line in summary.nextSteps { console.note(line) }
    }
  }

  // MARK: Searching

  private static func search(
    of invocation: Invocation, _ library: Library
  ) throws -> DuplicateSearch {
    var search = DuplicateSearch()
    if !invocation[kinds].isEmpty { search.kinds = Set(invocation[kinds]) }
    if invocation[exact] { search.kinds = [.exactFile] }
    if invocation[scenes] { search.kinds.insert(.burst) }
    search.leastConfidence = invocation[leastConfidence]
    search.options.radius = invocation[radius]
    try confirm(&search, invocation)
    search.keep = try CullOptions.wish(invocation[keep] ?? [], of: invocation)
    search.folders = try invocation[folders].map { try library.indexedPlace($0) }
    for folder in invocation[references] { try library.addReference(folder) }
    return search
  }

  /// Pairs that a cosine alone confirms are of a kind of their own, shown where it was asked for.
  private static func confirm(_ search: inout DuplicateSearch, _ invocation: Invocation) throws {
    search.options.confirmation.method = invocation[confirm]
    guard search.options.confirmation.asksCosines else {
      guard invocation[cosine] == nil, invocation[gate] == nil else {
        throw Fault(
          "usage.confirm", .user, "--cosine and --gate say nothing of pixels",
          remedy: "Add: --confirm cosine, both or either.")
      }
      return
    }
    if let least = invocation[cosine] { search.options.confirmation.leastCosine = Float(least) }
    if let bits = invocation[gate] { search.options.confirmation.gate = bits }
    if search.options.confirmation.findsLookAlikes, invocation[kinds].isEmpty, !invocation[exact] {
      search.kinds.insert(.visual)
    }
  }

  private static func find(
    _ search: DuplicateSearch, in library: Library, _ invocation: Invocation
  ) throws -> DuplicateListing {
    try library.requirePictures()
    try CullOptions.measure(for: search.keep, in: library, invocation)
    let bar = ProgressBar("Comparing", on: invocation.console)
    defer { bar.remove() }
    return try library.findDuplicates(search, cancellation: invocation.cancellation) { step in
      if case .comparing(let done, let total) = step {
        bar.update(ProgressCounts(done: done, total: total))
      }
    }
  }

  /// The latest search, narrowed to what is asked for now.
  private static func latest(
    of library: Library, _ search: DuplicateSearch
  ) throws -> DuplicateListing {
    var listing = try library.requireLastDuplicates()
    listing.groups = listing.groups.filter { group in
      search.kinds.contains(group.kind) && group.confidence >= search.leastConfidence
        && (search.folders.isEmpty
          || group.members.contains { member in
            search.folders.contains(where: member.path.isInside)
          })
    }
    return listing
  }
}

extension PairConfirmation.Method {
  fileprivate var title: String {
    switch self {
    case .pixels: "the pictures agree, laid over each other"
    case .cosine: "their vectors are near"
    case .both: "both"
    case .either: "one of the two"
    }
  }
}
