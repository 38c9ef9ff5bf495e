import Accounts
import CommandKit
import Core
import Engine

/// `semblance audit`.
enum AuditCommand {
  private static let user = Option(
    "user", .text.named("NAME"), help: "Only what was done for this user; '' is the library's own.")
  private static let image = Option(
    "image", .text.named("ID"), help: "Only what names this picture, by the id that the API gives.")
  private static let action = Option(
    "action", .text.named("NAME"), help: "Only this: the name of a route, as image or search.")
  private static let key = Option(
    "key", .text.named("NAME"), help: "Only by the key of this name.")
  private static let since = Option("since", moment, help: "Only from then on, in UTC.")
  private static let until = Option("until", moment, help: "Only before then, in UTC.")
  private static let limit = Option(
    "limit", short: "n", .integer(1...1_000_000), default: 100, help: "Show N entries at most.")

  static let command = Command(
    "audit", abstract: "Show who looked at what over HTTP, and who changed what.",
    discussion: """
      A server notes every look at a picture and every change by whoever said who they are, with a \
      password, a key or a token; serve --audit on also what is done by just being on the machine. Entries \
      name pictures, routes and keys, never words that were searched for, paths or secrets. The latest \
      come first.
      """,
    examples: [
      Example("semblance audit --since 2026-05-01", "Everything since the first of May:"),
      Example("semblance audit --action original --json", "Who got whole files:"),
    ],
    parameters: [user, image, action, key, since, until, limit, StandardOptions.json]
  ) { invocation in
    var query = AuditQuery()
    query.user = invocation[user]
    query.image = try invocation[image].map { text in
      guard let id = ULID(text) else {
        throw UsageError("an image's id has 26 letters and digits")
      }
      return id
    }
    (query.action, query.key) = (invocation[action], invocation[key])
    (query.since, query.until) = (invocation[since], invocation[until])
    let folder = try invocation.libraryFolder
    let most = invocation[limit]
    let entries = try await BlockingCall.run { [query] in
      try read(query, most: most, AuditLog(inLibrary: folder) { Timestamp.now.rawValue })
    }
    try show(entries, invocation)
    return .success
  }

  /// Page by page, so that memory is bounded by what is shown.
  private static func read(
    _ query: AuditQuery, most: Int, _ log: AuditLog
  ) throws -> [AuditEntry] {
    var (query, entries) = (query, [AuditEntry]())
    while entries.count < most {
      query.limit = min(1_000, most - entries.count)
      let page = try log.entries(query)
      entries += page.entries
      guard let next = page.next else { break }
      query.cursor = next
    }
    return entries
  }

  private static func show(_ entries: [AuditEntry], _ invocation: Invocation) throws {
    let console = invocation.console
    if invocation[StandardOptions.json] {
      return try console.write(
        JSONText.bytes(.array(entries.map(value)), .indented) + [UInt8(ascii: "\n")])
    }
    guard !entries.isEmpty else { return console.note("Nothing that fits was noted.") }
    var table = Table([
      .init("When"), .init("Who", isFlexible: true), .init("From"), .init("What"),
      .init("Pictures", .trailing), .init("Outcome"), .init("First picture"),
    ])
    for entry in entries {
      table.add([
        TimeText.text(milliseconds: entry.at), who(entry), entry.peer, entry.action,
        CountText.text(entry.imageCount),
        entry.status == 0 ? entry.outcome : "\(entry.outcome), \(entry.status)",
        entry.images.first.map { "\($0)" } ?? "",
      ])
    }
    for line in table.lines(styles: console.outputStyles) { try console.print(line) }
  }

  private static func who(_ entry: AuditEntry) -> String {
    let way =
      entry.key.map { "key \($0)" } ?? (entry.proof == .none ? "nobody" : entry.proof.rawValue)
    return entry.user.isEmpty ? way : "\(entry.user), \(way)"
  }

  private static func value(_ entry: AuditEntry) -> JSONValue {
    [
      "at": .string(Timestamp(rawValue: entry.at).rfc3339), "user": .string(entry.user),
      "by": .string(entry.proof.rawValue), "key": entry.key.map(JSONValue.string) ?? .null,
      "peer": .string(entry.peer), "method": .string(entry.method),
      "action": .string(entry.action),
      "images": .array(entry.images.map { .string("\($0)") }),
      "image_count": .integer(Int64(entry.imageCount)),
      "request_count": .integer(Int64(entry.requestCount)),
      "status": .integer(Int64(entry.status)), "outcome": .string(entry.outcome),
      "request_id": entry.requestID.map(JSONValue.string) ?? .null,
    ]
  }

  private static let moment = ValueType<Int64>(
    placeholder: "TIME", show: { Timestamp(rawValue: $0).rfc3339 }
  ) { (word) throws(ValueProblem) in
    guard let time = word.text.flatMap(MomentReader.milliseconds) else {
      throw ValueProblem("a time such as 2026-05-01 or 2026-05-01T12:00:00Z")
    }
    return time
  }
}
