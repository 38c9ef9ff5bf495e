/// Lengths of time as people write and read them.
package enum DurationText {
  /// The two largest units that matter: `120 ms`, `4.2 s`, `1m 04s`, `2h 05m`, `3d 4h`.
  package static func text(_ duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    if seconds < 0 { return "-" + text(.zero - duration) }
    if seconds < 0.9995 { return FixedPoint.text(seconds * 1000, decimals: 0) + " ms" }
    if seconds < 59.95 { return FixedPoint.text(seconds, decimals: 1) + " s" }
    return clock(Int(seconds.rounded()))
  }

  /// Whole seconds for a countdown: `9s`, `1m 04s`, `2h 05m`, `3d 4h`.
  package static func countdown(_ duration: Duration) -> String {
    let seconds = max(0, Int((duration / .seconds(1)).rounded(.up)))
    return seconds < 60 ? "\(seconds)s" : clock(seconds)
  }

  /// The text that ``parse(_:)`` reads back as the same time, to the millisecond: `1h30m`, `500ms`.
  package static func exact(_ duration: Duration) -> String {
    var left = Int64((duration / .milliseconds(1)).rounded())
    guard left != 0 else { return "0s" }
    var text = ""
    for (name, size) in units where left >= size {
      text += "\(left / size)\(name)"
      left %= size
    }
    return text
  }

  /// Reads a time; `nil` when it is none or is negative.
  package static func parse(_ text: String) -> Duration? {
    if let seconds = decimal(text) { return .seconds(seconds) }
    var rest = text.lowercased()[...]
    guard !rest.isEmpty else { return nil }
    var total = Duration.zero
    var smallest = Int64.max
    while !rest.isEmpty {
      let digits = rest.prefix { !$0.isLetter }
      let name = rest[digits.endIndex...].prefix { $0.isLetter }
      // Units come from large to small, each once.
      guard let number = decimal(String(digits)),
        let size = units.first(where: { $0.name == name })?.milliseconds, size < smallest
      else { return nil }
      total += .milliseconds(number * Double(size))
      smallest = size
      rest = rest[name.endIndex...]
    }
    return total
  }

  private static let units: [(name: String, milliseconds: Int64)] = [
    ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]

  /// Digits with at most one point, below 10¹⁰ so that no sum overflows.
  private static func decimal(_ text: String) -> Double? {
    guard text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) else { return nil }
    return Double(text).flatMap { $0 < 1e10 ? $0 : nil }
  }

  private static func clock(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    if seconds < 3600 { return "\(seconds / 60)m \(two(seconds % 60))s" }
    if seconds < 86_400 { return "\(seconds / 3600)h \(two(seconds / 60 % 60))m" }
    return "\(seconds / 86_400)d \(seconds / 3600 % 24)h"
  }
}
