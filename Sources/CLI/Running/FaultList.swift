import CommandKit
import Core

/// Files that something went wrong with, each with its reason and what to do about it, on standard
/// error.
struct FaultList {
  private let faults: [Fault]
  /// How many there are; `faults` may be fewer.
  private let count: Int
  private let title: String

  /// How many a person reads on a terminal before the rest is only counted.
  private static let terminalLimit = 20

  init(_ faults: [Fault], count: Int? = nil, title: String = "could not be read") {
    self.faults = faults
    self.count = count ?? faults.count
    self.title = title
  }

  func show(on console: Console) {
    if faults.isEmpty { return }
    let limit = console.errorTraits.isInteractive ? Self.terminalLimit : faults.count
    console.warning("\(CountText.text(count, "file")) \(title):")
    for fault in faults.prefix(limit) {
      let path = fault.path?.display ?? "(no file)"
      var reason = fault.message
      if let underlying = fault.underlying, !underlying.isEmpty { reason += " (\(underlying))" }
      if !fault.remedy.isEmpty { reason += ". " + fault.remedy }
      console.detail("  \(path)")
      console.hint("  \(reason)")
    }
    let hidden = count - min(limit, faults.count)
    if hidden > 0 {
      console.detail("  … \(CountText.text(hidden)) more: semblance status --failures")
    }
  }
}
