/// Numbers of bytes as people write and read them.
package enum ByteCount {
  /// Three digits at most, in powers of 1000, as disks are sold: `0 bytes`, `999 bytes`, `1.5 MB`.
  package static func text(_ bytes: Int64) -> String {
    let magnitude = Double(bytes.magnitude)
    guard magnitude >= 1000 else { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
    var value = magnitude
    var unit = -1
    // 999.95 and above would be shown as 1000.
    while value >= 999.5, unit < 5 {
      value /= 1000
      unit += 1
    }
    let digits = FixedPoint.text(value, decimals: value < 9.95 ? 2 : value < 99.95 ? 1 : 0)
    return (bytes < 0 ? "-" : "") + digits + " " + ["kB", "MB", "GB", "TB", "PB", "EB"][unit]
  }

  /// The shortest text that ``parse(_:)`` reads back as the same number: `10MB`, `2GiB`, `1234`.
  package static func exact(_ bytes: Int64) -> String {
    guard bytes != 0 else { return "0" }
    for power in stride(from: units.count, through: 1, by: -1) {
      for (base, suffix) in [(Int64(1000), "B"), (1024, "iB")] {
        let size = (0..<power).reduce(Int64(1)) { size, _ in size * base }
        if bytes.isMultiple(of: size) { return "\(bytes / size)\(units[power - 1])\(suffix)" }
      }
    }
    return String(bytes)
  }

  /// Reads a size; `nil` when it is none, is negative, or does not fit 64 bits.
  package static func parse(_ text: String) -> Int64? {
    let text = text.lowercased()
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard !digits.isEmpty, let factor = factor(of: text[digits.endIndex...]) else { return nil }
    if let whole = Int64(digits) {
      let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
      return overflow ? nil : product
    }
    guard factor > 1, let number = Double(digits) else { return nil }
    return Int64(exactly: (number * Double(factor)).rounded())
  }

  private static let units = ["K", "M", "G", "T", "P"]

  private static func factor(of suffix: Substring) -> Int64? {
    let suffix = suffix.drop { $0 == " " }
    guard let first = suffix.first, suffix != "b" else { return 1 }
    guard let power = units.firstIndex(of: first.uppercased()) else { return nil }
    let base: Int64
    switch suffix.dropFirst() {
    case "b": base = 1000
    case "", "ib": base = 1024
    default: return nil
    }
    return (0...power).reduce(1) { factor, _ in factor * base }
  }
}
