import CommandKit
import Core
import Engine

/// What an import of archives did, in text or as JSON.
struct ArchiveImportView {
  let report: ArchiveImportReport

  /// Files that were left out are told on standard error.
  func show(on invocation: Invocation) throws {
    let console = invocation.console
    if invocation[StandardOptions.json] {
      return try console.write(JSONText.bytes(json, .indented) + [UInt8(ascii: "\n")])
    }
    var text =
      "\(CountText.text(report.added, "file")) of \(CountText.text(report.archives, "archive")) "
      + "taken over"
    if report.known > 0 { text += "; \(CountText.text(report.known)) known already" }
    try console.print(console.outputStyles(text + ".", .strong))
    try console.flush()
    FaultList(report.issues, title: "left out").show(on: console)
    guard report.added > 0 else { return }
    if report.kind == .visualIndex {
      console.note(
        "A visual index does not say which files archives hold: semblance index --archives does.")
    }
    console.note("Next: semblance visual-duplicates")
  }

  private var json: JSONValue {
    [
      "document": .string(report.kind.rawValue), "archives": .integer(Int64(report.archives)),
      "files_taken_over": .integer(Int64(report.added)),
      "files_known": .integer(Int64(report.known)),
      "issues": .array(report.issues.map(JSONValue.fault)),
    ]
  }
}
