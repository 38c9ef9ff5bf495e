import CommandKit
import Core
import Engine

/// `semblance index --watch`: one index, then one of every batch of changes, until Ctrl-C.
struct IndexWatch {
  let library: Library
  let options: IndexOptions
  let bar: ProgressBar
  let invocation: Invocation

  func run(_ roots: [FilePath]) throws -> Never {
    let console = invocation.console
    try library.watch(roots, options: options, cancellation: invocation.cancellation) { step in
      switch step {
      case .progress(let progress): bar.update(progress.barCounts)
      case .indexed(let report):
        bar.remove()
        try IndexSummary(report: report, knownFailures: 0).show(on: invocation)
      case .watching(let folders):
        console.note("Watching \(CountText.text(folders, "folder")); Ctrl-C stops.")
      case .changed(let paths, let report):
        guard report.changedSomething else { return }
        try console.print(Self.line(paths, report))
        try console.flush()
        FaultList(report.issues, count: report.issueCount).show(on: console)
      }
    }
  }

  private static func line(_ paths: [FilePath], _ report: IndexReport) -> String {
    let counts = report.counts
    let parts = [
      (counts.indexed, "indexed"), (counts.linked, "copied"), (counts.moved, "moved"),
      (counts.missing, "gone"), (counts.failed, "failed"), (counts.marked, "with other marks"),
    ].filter { $0.0 > 0 }.map { "\(CountText.text($0.0)) \($0.1)" }
    let place = paths.count == 1 ? paths[0].display : CountText.text(paths.count, "place")
    let time = Timestamp.now.rfc3339.dropFirst(11).prefix(8)
    return "\(time)  \(parts.joined(separator: ", "))  \(place)"
  }
}

extension IndexReport {
  /// Whether there is anything to tell.
  fileprivate var changedSomething: Bool {
    let changed = counts.indexed + counts.linked + counts.moved + counts.missing + counts.marked
    return changed + counts.failed + issueCount > 0
  }
}
