import CommandKit
import Core
import Engine

/// Shows an action on files while it goes on, and what came of it.
struct ReviewReport {
  /// What was done to the files, as a sentence begins: "Set aside".
  let verb: String
  let invocation: Invocation
  /// What was held back before the action began.
  var holds: [Fault] = []
  /// Where the files are now, as the sentence goes on.
  var place = ""
  /// What is said of files that nothing was done to, and when that is so of all.
  var refusal = "stayed where they are"
  var nothing = "Nothing was moved."
  /// What the progress bar says is being done.
  var activity = "Moving"

  /// Runs an action under a progress bar.
  func following(
    _ action: ((ReviewProgress) -> Void) throws -> ReviewOutcome
  ) throws -> ReviewOutcome {
    let bar = ProgressBar(activity, on: invocation.console)
    defer { bar.remove() }
    var total: Int?
    return try action { progress in
      switch progress {
      case .began(let units): total = units
      case .settled(_, let done, _): bar.update(ProgressCounts(done: done, total: total))
      }
    }
  }

  /// - Parameter next: commands to go on with, when something was moved.
  func show(_ outcome: ReviewOutcome, next: [String] = []) throws -> ExitCode {
    let console = invocation.console
    let refused =
      holds
      + outcome.refused.map { refusal in
        var fault = refusal.fault
        fault.path = refusal.picture
        return fault
      }
    if invocation[StandardOptions.json] {
      try console.write(JSONText.bytes(json(outcome, refused), .indented) + [UInt8(ascii: "\n")])
    } else {
      try console.print(sentence(outcome))
      try console.flush()
      FaultList(refused, title: refusal).show(on: console)
      if outcome.fileCount > 0, !next.isEmpty {
        console.note("Next:\n" + next.map { "  " + $0 }.joined(separator: "\n"))
      }
    }
    if outcome.wasCancelled { throw Cancelled() }
    if refused.isEmpty { return .success }
    return outcome.fileCount == 0 ? .failure : .unreadableFiles
  }

  private func sentence(_ outcome: ReviewOutcome) -> String {
    if let action = outcome.action, let marks = outcome.marks {
      let count = CountText.text(marks.changed.count, "mark")
      return "\(count) \(marks.isMade ? "made again" : "taken away") (action \(action))."
    }
    guard let action = outcome.action, outcome.fileCount > 0 else { return nothing }
    let made = outcome.isTakingBack ? "Removed" : "Made"
    let what =
      switch outcome.way {
      case .move: "\(verb) \(CountText.text(outcome.fileCount, "file"))\(bytes(outcome))"
      case .copy: "\(made) \(CountText.text(outcome.fileCount, "copy", "copies"))\(bytes(outcome))"
      case .symlink: "\(made) \(CountText.text(outcome.fileCount, "link"))"
      }
    return "\(what)\(place) (action \(action))."
  }

  private func bytes(_ outcome: ReviewOutcome) -> String {
    ", \(ByteCount.text(outcome.byteCount))"
  }

  private func json(_ outcome: ReviewOutcome, _ refused: [Fault]) -> JSONValue {
    [
      "dry_run": false, "action": outcome.action.map { .integer(Int64($0)) } ?? .null,
      "files": .integer(Int64(outcome.fileCount)), "bytes": .integer(outcome.byteCount),
      "units": .array(outcome.moved.map { .string("\($0)") }),
      "refused": .array(refused.map(JSONValue.fault)),
      "cancelled": .bool(outcome.wasCancelled),
    ]
  }
}
