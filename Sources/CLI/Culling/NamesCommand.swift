import CommandKit
import Core
import Engine

/// `semblance names`.
enum NamesCommand {
  static let extensions = Option(
    repeating: "extensions", ValueType<String>.text.named("EXT,…"),
    help: "Only files with these extensions, such as png,jpg.")
  static let first = Argument("FIRST", .folder, help: "A folder.")
  static let second = Argument("SECOND", .folder, help: "Another one.")

  static let command = Command(
    "names", abstract: "Compare two folders by the names of their pictures.",
    discussion: """
      Lists names and stems that both have, and what is missing on either side. Pictures of one name \
      are looked at where they are indexed: identical, similar, or different pictures. Folders below \
      the two, and upper and lower case, make no difference.
      """,
    examples: [
      Example("semblance names mojo1 selected --extensions png", "What was selected, and what not:")
    ],
    parameters: [extensions, StandardOptions.json, first, second]
  ) { invocation in
    let endings = invocation[extensions].flatMap { $0.lowercased().split(separator: ",") }
      .map { String($0.drop { $0 == "." }) }
    let report = try await invocation.withLibrary { library in
      try library.compareNames(
        invocation[first], invocation[second], extensions: Set(endings),
        cancellation: invocation.cancellation)
    }
    let console = invocation.console
    if invocation[StandardOptions.json] {
      try console.write(JSONText.bytes(json(report), .indented) + [UInt8(ascii: "\n")])
    } else {
      try show(report, invocation)
    }
    FaultList(report.issues).show(on: console)
    return report.issues.isEmpty ? .success : .unreadableFiles
  }

  private static func show(_ report: NameReport, _ invocation: Invocation) throws {
    let console = invocation.console
    let styles = console.outputStyles
    func list(_ title: String, _ lines: [String]) throws {
      if lines.isEmpty { return }
      try console.print(styles("\(title) (\(CountText.text(lines.count)))", .strong))
      for line in lines { try console.print("  " + line) }
      try console.print()
    }
    try list("Same name", report.sameNames.map(line))
    try list("Same stem", report.sameStems.map(line))
    try list("Only in \(invocation[first].display)", report.onlyFirst.map(\.display))
    try list("Only in \(invocation[second].display)", report.onlySecond.map(\.display))
    let counts = [NameReport.Sameness.identical, .similar, .different, .unknown].compactMap {
      kind -> String? in
      let count = report.sameNames.count { $0.sameness == kind }
      let word = kind == .unknown ? "not indexed" : kind.rawValue
      return count == 0 ? nil : "\(CountText.text(count)) \(word)"
    }
    let names = CountText.text(report.sameNames.count, "pair") + " of one name"
    try console.print(
      styles(names + (counts.isEmpty ? "." : ": \(counts.joined(separator: ", "))."), .strong))
    try console.flush()
  }

  private static func line(_ pair: NameReport.Pair) -> String {
    let word = pair.sameness == .unknown ? "not indexed" : pair.sameness.rawValue
    let kind = pair.sameness == .similar ? pair.kind.map { " (\($0.title))" } ?? "" : ""
    return "\(word)\(kind): \(pair.match.first.display)  \(pair.match.second.display)"
  }

  private static func json(_ report: NameReport) -> JSONValue {
    func pairs(_ pairs: [NameReport.Pair]) -> JSONValue {
      .array(
        pairs.map { pair in
          .object(
            JSONValue.path(pair.match.first, key: "first")
              + JSONValue.path(pair.match.second, key: "second") + [
                .init("sameness", .string(pair.sameness.rawValue)),
                .init("kind", pair.kind.map { .string($0.rawValue) } ?? .null),
              ])
        })
    }
    func paths(_ paths: [FilePath]) -> JSONValue {
      .array(paths.map { .object(JSONValue.path($0)) })
    }
    return [
      "same_names": pairs(report.sameNames), "same_stems": pairs(report.sameStems),
      "only_first": paths(report.onlyFirst), "only_second": paths(report.onlySecond),
    ]
  }
}
