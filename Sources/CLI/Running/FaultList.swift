import CommandKit
import Core

/// Files that something went wrong with, on standard error: under each reason, with what to do about
/// it, the files that share it.
struct FaultList {
  private struct Reason {
    let text: String
    var faults: [Fault]
  }

  private let reasons: [Reason]
  /// How many faults there are; those that are listed may be fewer.
  private let count: Int
  private let title: String

  /// How many files a person reads on a terminal before the rest is only counted: in all, and of
  /// one reason.
  private static let terminalLimits = (all: 20, reason: 5)

  init(_ faults: [Fault], count: Int? = nil, title: String = "could not be read") {
    var reasons: [Reason] = []
    var places: [String: Int] = [:]
    for fault in faults {
      let text = fault.message + (fault.remedy.isEmpty ? "" : ". " + fault.remedy)
      if let place = places[text] {
        reasons[place].faults.append(fault)
      } else {
        places[text] = reasons.count
        reasons.append(Reason(text: text, faults: [fault]))
      }
    }
    // The reason of the most files first; among equals the order of the files.
    self.reasons = reasons.enumerated()
      .sorted { ($1.element.faults.count, $0.offset) < ($0.element.faults.count, $1.offset) }
      .map(\.element)
    self.count = count ?? faults.count
    self.title = title
  }

  func show(on console: Console) {
    if reasons.isEmpty { return }
    let isWatched = console.errorTraits.isInteractive
    let limits = isWatched ? Self.terminalLimits : (all: .max, reason: .max)
    console.warning("\(CountText.text(count, "file")) \(title):")
    var shown = 0
    for reason in reasons {
      let faults = reason.faults.prefix(min(limits.reason, limits.all - shown))
      if faults.isEmpty { break }
      shown += faults.count
      console.hint(reason.text)
      for fault in faults { console.detail("    " + line(fault, isWatched, console)) }
      let hidden = reason.faults.count - faults.count
      if hidden > 0 { console.detail("    … and \(CountText.text(hidden)) more") }
    }
    if shown < count { console.detail("  All of them: semblance status --failures") }
  }

  /// The path and, where there is room, what the decoder or the system said.
  private func line(_ fault: Fault, _ isWatched: Bool, _ console: Console) -> String {
    let path = fault.path?.display ?? "(no file)"
    guard let underlying = fault.underlying, !underlying.isEmpty else { return path }
    let line = "\(path)  (\(underlying))"
    let isTooLong = isWatched && DisplayWidth.of(line) + 4 >= console.errorTraits.width
    return isTooLong ? path : line
  }
}
