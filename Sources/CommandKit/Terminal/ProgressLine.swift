/// The text of a progress bar: a pure function of what is known.
package struct ProgressLine: Hashable, Sendable {
  package var label: String
  package var counts: ProgressCounts
  /// Items a second, lately; `nil` until it can be told.
  package var rate: Double?
  /// What the counts are of.
  package var unit: Unit

  package enum Unit: Hashable, Sendable { case items, bytes }

  package init(
    label: String, counts: ProgressCounts, rate: Double? = nil, unit: Unit = .items
  ) {
    self.label = label
    self.counts = counts
    self.rate = rate
    self.unit = unit
  }

  /// How long the rest will take at the present rate.
  package var remaining: Duration? {
    guard let total = counts.total, let rate, rate > 0 else { return nil }
    return .seconds(Double(max(0, total - counts.done)) / rate)
  }

  /// One line that is narrower than the terminal, so that it never wraps; the parts that matter
  /// least go first.
  package func text(on terminal: TerminalTraits, styles: Styles) -> String {
    let room = terminal.width - 1
    // In order of appearance; the last of `dropOrder` is dropped last.
    var parts = [label, bar(terminal), percentage, amount, speed, left, trouble]
    for index in [4, 1, 5, 2, 6, 0] where width(parts) > room { parts[index] = "" }
    let plain = parts.filter { !$0.isEmpty }.joined(separator: "  ")
    guard DisplayWidth.of(plain) <= room else { return DisplayWidth.truncate(plain, to: room) }
    if counts.failed > 0 { parts[6] = styles(parts[6], .warning) }
    parts[1] = styles(parts[1], .accent)
    return parts.filter { !$0.isEmpty }.joined(separator: "  ")
  }

  /// The same for a log: no bar, nothing dropped.
  package var plainText: String {
    let parts = [percentage, amount, speed, left, trouble].filter { !$0.isEmpty }
    return "\(label): " + parts.joined(separator: ", ")
  }

  private func width(_ parts: [String]) -> Int {
    DisplayWidth.of(parts.filter { !$0.isEmpty }.joined(separator: "  "))
  }

  private func bar(_ terminal: TerminalTraits) -> String {
    guard let fraction = counts.fraction else { return "" }
    let cells = min(30, max(8, terminal.width / 5))
    let full = Int(fraction * Double(cells))
    let (mark, space) = terminal.hasUnicode ? ("━", "─") : ("#", ".")
    return String(repeating: mark, count: full) + String(repeating: space, count: cells - full)
  }

  private var percentage: String {
    // Rounded down: 100 % is said when all is done, not before.
    counts.fraction.map { "\(Int($0 * 100)) %" } ?? ""
  }

  private var amount: String {
    let done = text(counts.done)
    return counts.total.map { "\(done)/\(text($0))" } ?? done
  }

  private func text(_ count: Int) -> String {
    unit == .bytes ? ByteCount.text(Int64(count)) : CountText.text(count)
  }

  private var speed: String {
    guard let rate else { return "" }
    if unit == .bytes { return ByteCount.text(Int64(min(rate, 1e15))) + "/s" }
    return (rate < 10 ? FixedPoint.text(rate, decimals: 1) : CountText.text(Int(min(rate, 1e15))))
      + "/s"
  }

  private var left: String {
    guard let remaining, counts.done < counts.total ?? 0, remaining < .seconds(8_640_000) else {
      return ""
    }
    return "ETA \(DurationText.countdown(remaining))"
  }

  private var trouble: String {
    var parts: [String] = []
    if counts.skipped > 0 { parts.append("\(CountText.text(counts.skipped)) skipped") }
    if counts.failed > 0 { parts.append("\(CountText.text(counts.failed)) failed") }
    return parts.joined(separator: ", ")
  }
}
