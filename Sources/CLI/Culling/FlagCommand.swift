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
      The mark of IMG_1.png is the empty file IMG_1.cropped; it moves with the picture, and reports \
      show it. Doing it twice changes nothing more. Files that are not empty are never taken away.
      """,
    examples: [
      Example("semblance flag cropped crop", "Mark all that lie in a folder:"),
      Example("semblance flag cropped crop --clear", "Take the marks away again:"),
    ],
    parameters: [clear, dryRun, StandardOptions.json, name, paths]
  ) { invocation in
    let report = try await BlockingCall.run {
      try PictureFlag.set(
        invocation[name], on: invocation[paths], clear: invocation[clear],
        dryRun: invocation[dryRun], cancellation: invocation.cancellation)
    }
    let console = invocation.console
    if invocation[StandardOptions.json] {
      let json: JSONValue = [
        "changed": .integer(Int64(report.changed.count)),
        "unchanged": .integer(Int64(report.unchanged)),
        "issues": .array(report.issues.map(JSONValue.fault)),
      ]
      try console.write(JSONText.bytes(json, .indented) + [UInt8(ascii: "\n")])
    } else {
      let verb = invocation[clear] ? "taken away" : "made"
      let mood = invocation[dryRun] ? " would be" : ""
      try console.print(
        "\(CountText.text(report.changed.count, "mark"))\(mood) \(verb), "
          + "\(CountText.text(report.unchanged)) as they should be.")
      try console.flush()
    }
    FaultList(report.issues, title: "left as they are").show(on: console)
    return report.issues.isEmpty ? .success : .unreadableFiles
  }
}
