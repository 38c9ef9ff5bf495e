import CommandKit
import Core
import Engine

/// `semblance index --watch`: one index, then one of every batch of changes, until Ctrl-C.
struct IndexWatch {
  let library: Library
  let options: IndexOptions
  let bar: ProgressBar
  let invocation: Invocation
  let withArchives: Bool

  func run(_ roots: [FilePath]) throws -> Never {
    let console = invocation.console
    try library.watch(
      roots, options: options, withArchives: withArchives, cancellation: invocation.cancellation
    ) { step in
      switch step {
      case .progress(let progress): bar.update(progress.barCounts)
      case .indexed(let report):
        bar.remove()
        try IndexSummary(report: report, knownFailures: 0).show(on: invocation)
      case .archives(let report):
        bar.remove()
        try ArchiveSummary(report: report).show(on: console)
      case .watching(let folders):
        console.note("Watching \(CountText.text(folders, "folder")); Ctrl-C stops.")
      case .changed(let paths, let report):
        guard report.changedSomething else { return }
        try console.print(Self.line(paths, report))
        try console.flush()
        FaultList(report.issues, count: report.issueCount).show(on: console)
      case .changedArchives(let paths, let report):
        guard report.changedSomething else { return }
        try console.print(Self.line(paths, report))
        try console.flush()
        FaultList(report.issues).show(on: console)
      }
    }
  }

  private static func line(_ paths: [FilePath], _ report: ArchiveReport) -> String {
    line(
      paths, of: "archive",
      [
        (report.indexed, "looked into"), (report.linked, "copied"), (report.missing, "gone"),
        (report.failed, "failed"),
      ])
  }

  private static func line(_ paths: [FilePath], _ report: IndexReport) -> String {
    let counts = report.counts
    return line(
      paths, of: nil,
      [
        (counts.indexed, "indexed"), (counts.linked, "copied"), (counts.moved, "moved"),
        (counts.missing, "gone"), (counts.failed, "failed"), (counts.marked, "with other marks"),
      ])
  }

  private static func line(
    _ paths: [FilePath], of noun: String?, _ counts: [(Int, String)]
  ) -> String {
    let parts = counts.filter { $0.0 > 0 }.map { count, what in
      (noun.map { CountText.text(count, $0) } ?? CountText.text(count)) + " " + what
    }
    let place = paths.count == 1 ? paths[0].display : CountText.text(paths.count, "place")
    let time = Timestamp.now.rfc3339.dropFirst(11).prefix(8)
    return "\(time)  \(parts.joined(separator: ", "))  \(place)"
  }
}

extension ArchiveReport {
  fileprivate var changedSomething: Bool { indexed + linked + missing + failed > 0 }
}

extension IndexReport {
  /// Whether there is anything to tell.
  fileprivate var changedSomething: Bool {
    let changed = counts.indexed + counts.linked + counts.moved + counts.missing + counts.marked
    return changed + counts.failed + issueCount > 0
  }
}
