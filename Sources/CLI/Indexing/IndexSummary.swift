import CommandKit
import Core
import Engine

/// What an index did, in text or as JSON, and the files it could not read.
struct IndexSummary {
  let report: IndexReport
  /// `nil` where archives were not looked into.
  var archives: ArchiveReport?
  /// Failed files in the whole library, of this run and before.
  let knownFailures: Int

  private var counts: IndexCounts { report.counts }

  func show(on invocation: Invocation) throws {
    let console = invocation.console
    if invocation[StandardOptions.json] {
      let members =
        json + JSONValue.optional("archives", archives.map { ArchiveSummary(report: $0).json })
      try console.write(JSONText.bytes(.object(members), .indented) + [UInt8(ascii: "\n")])
      return
    }
    for line in lines(console.outputStyles) { try console.print(line) }
    try console.flush()
    FaultList(report.issues, count: report.issueCount).show(on: console)
    if counts.stillFailed > 0 {
      console.note(
        "\(CountText.text(counts.stillFailed, "file")) failed before and did not change since. "
          + "List: semblance status --failures; try again: semblance index --retry-failed")
    }
    if !report.wasCancelled, counts.found > 0 { console.note("Next: semblance duplicates") }
    if let archives { try ArchiveSummary(report: archives).show(on: console) }
  }

  private func lines(_ styles: Styles) -> [String] {
    let decoded = counts.indexed + counts.failed
    var headline = "\(CountText.text(counts.found, "picture")) found"
    headline += " in \(DurationText.text(.seconds(report.seconds)))"
    if decoded > 0, report.seconds > 0 {
      let rate = Double(decoded) / report.seconds
      let text = rate < 10 ? FixedPoint.text(rate, decimals: 1) : CountText.text(Int(rate))
      headline += ", \(text) read a second (\(ByteCount.text(counts.bytesRead)))"
    }
    let rows: [(Int, String, Style?)] = [
      (counts.indexed, "indexed", .good),
      (counts.unchanged, "unchanged", nil),
      (counts.marked, "of those with other marks", nil),
      (counts.linked, "copies of known pictures", nil),
      (counts.moved, "moved or renamed", nil),
      (counts.failed + counts.stillFailed, "failed", .warning),
      (counts.missing, "gone since the last index", .warning),
    ]
    var table = Table([.init("", .trailing), .init("")])
    let shown = rows.filter { $0.0 > 0 }
    for (count, title, _) in shown { table.add([CountText.text(count), title]) }
    let body = zip(table.lines(), shown).map { line, row in
      "  " + (row.2.map { styles(line, $0) } ?? line)
    }
    return [styles(headline, .strong)] + body
  }

  private var json: [JSONValue.Member] {
    func number(_ name: String, _ value: Int) -> JSONValue.Member {
      .init(name, .integer(Int64(value)))
    }
    return [
      number("found", counts.found), number("indexed", counts.indexed),
      number("unchanged", counts.unchanged), number("marked", counts.marked),
      number("linked", counts.linked), number("moved", counts.moved),
      number("missing", counts.missing), number("failed", counts.failed),
      number("embedded", counts.embedded), number("failed_before", counts.stillFailed),
      number("failed_in_library", knownFailures),
      .init("bytes_read", .integer(counts.bytesRead)), .init("seconds", .number(report.seconds)),
      .init("cancelled", .bool(report.wasCancelled)), number("issue_count", report.issueCount),
      .init("issues", .array(report.issues.map(JSONValue.fault))),
    ]
  }
}
