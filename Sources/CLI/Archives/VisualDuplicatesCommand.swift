import CommandKit
import Core
import Engine

/// `semblance visual-duplicates`.
enum VisualDuplicatesCommand {
  static let threshold = Option(
    "threshold", .integer(1...256), environment: "SEMBLANCE_VISUAL_THRESHOLD",
    defaultText: "5, or 31 of 256 for pdq",
    help: "Two previews match when their hashes differ by fewer than N bits.")
  static let hash = Option(
    "hash", .choice(of: VisualHash.self) { $0.title }.named("HASH"), default: .dhash,
    environment: "SEMBLANCE_VISUAL_HASH", help: "Which hash previews are compared by.")
  static let cosine = Option(
    "cosine", .number(-1...1), default: 0.7, environment: "SEMBLANCE_VISUAL_COSINE",
    help: "The least cosine of two previews' descriptors that confirms a match.")
  static let leastConfidence = Option(
    "min-confidence", .integer(0...100), default: 50,
    environment: "SEMBLANCE_VISUAL_CONFIDENCE",
    help: "Leave out archives that are less sure than N percent.")
  static let limit = Option(
    "limit", short: "n", .integer(1...), environment: "SEMBLANCE_LIMIT",
    defaultText: "all", help: "Show the first N groups.")
  static let csv = Option(
    "csv", .file, help: "Write a table to FILE, one line a file; - is standard output.")
  static let filesOnly = Flag(
    "files", short: "f", help: "Print only the paths of all but the first file of every group.")
  static let nulls = Flag(
    "null", short: "0", help: "Like --files, each path ended by a NUL byte, for xargs -0.")
  static let folders = Argument(
    repeating: "PATH", .path, atLeast: 0, defaultText: "all archives that are indexed",
    help: "Only archives in these folders.")

  static let command = Command(
    "visual-duplicates",
    abstract: "Find archives of 3D models that hold the same, whatever their names and sizes.",
    discussion: """
      Archives are compared by the pictures in them, by pictures made of their models where they have \
      none, and by the sizes and check sums of their files. The percentage says how sure it is that \
      two hold the same; it is calibrated on archives of which that is known.

      In every group the fullest archive comes first; every other one was compared with it. Pictures \
      that many archives have, such as a maker's banner, count little. A model that was turned by up \
      to about 15° is still found. Nothing is moved or changed.

      Archives are looked into by: semblance index --archives FOLDER.
      """,
    examples: [
      Example("semblance index --archives ~/Models", "Look into archives first:"),
      Example("semblance visual-duplicates", "Then find those that hold the same:"),
      Example("semblance visual-duplicates --min-confidence 90 --csv twins.csv", "As a table:"),
    ],
    parameters: [
      threshold, hash, cosine, leastConfidence, limit, StandardOptions.json, csv, filesOnly, nulls,
      folders,
    ],
    exclusive: [[StandardOptions.json, csv, filesOnly, nulls]]
  ) { invocation in
    let listing = try await invocation.withLibrary { library in
      var options = ArchiveOptions()
      options.hash = invocation[hash]
      options.leastCosine = Float(invocation[cosine])
      options.leastConfidence = invocation[leastConfidence]
      if let bits = invocation[threshold], bits > options.hash.bitCount {
        throw Fault(
          "usage.threshold", .user,
          "\(options.hash.rawValue) has \(options.hash.bitCount) bits, fewer than \(bits)",
          remedy: "Give a smaller --threshold, or --hash pdq.")
      }
      try library.requireArchives()
      let folders = try invocation[folders].map { try $0.resolved() }
      return try library.findVisualDuplicates(
        threshold: invocation[threshold], options: options, folders: folders,
        cancellation: invocation.cancellation)
    }
    try show(listing, invocation)
    return .success
  }

  private static func show(_ listing: VisualListing, _ invocation: Invocation) throws {
    let console = invocation.console
    let shown = Array(listing.groups.prefix(invocation[limit] ?? .max))
    if invocation[StandardOptions.json] {
      try VisualJSON(listing: listing).write(shown, to: console)
    } else if let file = invocation[csv] {
      let output = try ResultFile(file, on: console)
      try VisualCSV(groups: shown).write(to: output)
      if !output.isStandardOutput { console.note(VisualText.sentence(listing)) }
    } else if invocation[filesOnly] || invocation[nulls] {
      let end: UInt8 = invocation[nulls] ? 0 : UInt8(ascii: "\n")
      for path in shown.flatMap({ $0.members.flatMap(\.paths).dropFirst() }) {
        try console.write(path.bytes + [end])
      }
    } else {
      try VisualText(groups: shown, console: console).write()
      try console.print(console.outputStyles(VisualText.sentence(listing), .strong))
    }
  }
}

extension VisualHash {
  fileprivate var title: String {
    switch self {
    case .ahash: "imagehash.average_hash, 64 bits"
    case .dhash: "imagehash.dhash, 64 bits"
    case .phash: "imagehash.phash, 64 bits"
    case .pdq: "PDQ, 256 bits"
    }
  }
}

extension Library {
  /// - Throws: `archives.none` before the first index of archives.
  func requireArchives() throws {
    if try hasArchives() { return }
    throw Fault(
      "archives.none", .user, "no archive has been looked into yet",
      remedy: "Run: semblance index --archives FOLDER")
  }
}
