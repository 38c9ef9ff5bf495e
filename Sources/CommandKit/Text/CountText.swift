/// Counts of things as people read them.
package enum CountText {
  /// Digits in threes, separated by commas: `1,234,567`.
  package static func text(_ count: Int) -> String {
    let digits = Array(String(count.magnitude))
    var text = count < 0 ? "-" : ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// A count with its noun: `1 picture`, `2,000 pictures`.
  package static func text(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(text(count)) \(count == 1 ? singular : plural ?? singular + "s")"
  }
}
