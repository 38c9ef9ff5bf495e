import CommandKit
import Core
import Engine

/// What an index did with archives, in text or as JSON.
struct ArchiveSummary {
  let report: ArchiveReport

  /// The archives that could not be read are told on standard error.
  func show(on console: Console) throws {
    let rows: [(Int, String)] = [
      (report.indexed, "looked into"),
      (report.withoutPreview, "of those without picture or model"),
      (report.unchanged, "unchanged"), (report.linked, "copies of known archives"),
      (report.failed + report.stillFailed, "failed"), (report.missing, "gone since the last index"),
      (report.entryIssues, "entries in them passed over: names that lead outside, links, damage"),
    ]
    var table = Table([.init("", .trailing), .init("")])
    for row in rows where row.0 > 0 { table.add([CountText.text(row.0), row.1]) }
    let time = DurationText.text(.seconds(report.seconds))
    try console.print(
      console.outputStyles("\(CountText.text(report.found, "archive")) found in \(time)", .strong))
    for line in table.lines() { try console.print("  " + line) }
    try console.flush()
    FaultList(report.issues).show(on: console)
    if !report.wasCancelled, report.found > 0 { console.note("Next: semblance visual-duplicates") }
  }

  var json: JSONValue {
    [
      "found": .integer(Int64(report.found)), "indexed": .integer(Int64(report.indexed)),
      "without_preview": .integer(Int64(report.withoutPreview)),
      "unchanged": .integer(Int64(report.unchanged)), "linked": .integer(Int64(report.linked)),
      "failed": .integer(Int64(report.failed)),
      "failed_before": .integer(Int64(report.stillFailed)),
      "missing": .integer(Int64(report.missing)),
      "entry_issues": .integer(Int64(report.entryIssues)),
      "seconds": .number(report.seconds), "cancelled": .bool(report.wasCancelled),
      "issues": .array(report.issues.map(JSONValue.fault)),
    ]
  }
}
