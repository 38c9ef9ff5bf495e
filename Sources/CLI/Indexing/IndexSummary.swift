import CommandKit
import Core
import Engine

/// What an index did, in text or as JSON, and the files it could not read.
struct IndexSummary {
  let report: IndexReport
  /// Failed files in the whole library, of this run and before.
  let knownFailures: Int

  private var counts: IndexCounts { report.counts }

  func show(on invocation: Invocation) throws {
    let console = invocation.console
    if invocation[StandardOptions.json] {
      try console.write(JSONText.bytes(json, .indented) + [UInt8(ascii: "\n")])
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

  private var json: JSONValue {
    [
      "found": .integer(Int64(counts.found)), "indexed": .integer(Int64(counts.indexed)),
      "unchanged": .integer(Int64(counts.unchanged)), "marked": .integer(Int64(counts.marked)),
      "linked": .integer(Int64(counts.linked)),
      "moved": .integer(Int64(counts.moved)), "missing": .integer(Int64(counts.missing)),
      "failed": .integer(Int64(counts.failed)), "embedded": .integer(Int64(counts.embedded)),
      "failed_before": .integer(Int64(counts.stillFailed)),
      "failed_in_library": .integer(Int64(knownFailures)),
      "bytes_read": .integer(counts.bytesRead), "seconds": .number(report.seconds),
      "cancelled": .bool(report.wasCancelled), "issue_count": .integer(Int64(report.issueCount)),
      "issues": .array(report.issues.map(JSONValue.fault)),
    ]
  }
}
