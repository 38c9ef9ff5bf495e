import CommandKit
import Core
import Engine

/// `semblance flag`.
enum FlagCommand {
  static let clear = Flag("clear", help: "Take the mark away instead.")
  static let dryRun = Flag("dry-run", help: "Only say how many marks would change.")
  static let name = Argument("MARK", .text, help: "A word such as cropped.")
  static let paths = Argument(repeating: "PATH", .path, help: "Pictures, or folders of pictures.")

  static let command = Command(
    "flag", abstract: "Mark every picture in a folder by an empty file beside it.",
    discussion: """
      The mark of IMG_1.png is the empty file IMG_1.cropped; it moves with the picture, searches find \
      it (--mark cropped), and lists show it. Marks that other programs make are found by the next \
      index. Doing it twice changes nothing more. Files that are not empty are never taken away, and \
      semblance undo takes back either.
      """,
    examples: [
      Example("semblance flag cropped crop", "Mark all that lie in a folder:"),
      Example("semblance flag cropped crop --clear", "Take the marks away again:"),
      Example("semblance search --mark cropped", "Find what is marked:"),
    ],
    parameters: [clear, dryRun, StandardOptions.json, name, paths]
  ) { invocation in
    let (outcome, issues) = try await invocation.withLibrary(creating: true) { library in
      let bar = ProgressBar("Marking", on: invocation.console)
      defer { bar.remove() }
      var total: Int?
      return try library.setMark(
        invocation[name], on: invocation[paths], clear: invocation[clear],
        dryRun: invocation[dryRun], cancellation: invocation.cancellation
      ) { progress in
        switch progress {
        case .began(let marks): total = marks
        case .settled(_, let done, _): bar.update(ProgressCounts(done: done, total: total))
        }
      }
    }
    return try show(outcome, issues, on: invocation)
  }

  private static func show(
    _ outcome: ReviewOutcome, _ issues: [Fault], on invocation: Invocation
  ) throws -> ExitCode {
    let console = invocation.console
    let (changed, unchanged) = (outcome.marks?.changed ?? [], outcome.marks?.unchanged ?? 0)
    let issues = issues + outcome.refused.map(\.fault)
    if invocation[StandardOptions.json] {
      let json: JSONValue = [
        "dry_run": .bool(invocation[dryRun]),
        "action": outcome.action.map { .integer(Int64($0)) } ?? .null,
        "changed": .integer(Int64(changed.count)), "unchanged": .integer(Int64(unchanged)),
        "issues": .array(issues.map(JSONValue.fault)),
      ]
      try console.write(JSONText.bytes(json, .indented) + [UInt8(ascii: "\n")])
    } else {
      let verb = invocation[clear] ? "taken away" : "made"
      let mood = invocation[dryRun] ? " would be" : ""
      let action = outcome.action.map { " (action \($0))" } ?? ""
      try console.print(
        "\(CountText.text(changed.count, "mark"))\(mood) \(verb), "
          + "\(CountText.text(unchanged)) as they should be\(action).")
      try console.flush()
    }
    FaultList(issues, title: "left as they are").show(on: console)
    if outcome.wasCancelled { throw Cancelled() }
    return issues.isEmpty ? .success : .unreadableFiles
  }
}
