/// Dates in fields: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 § 5.6.7).
package enum HTTPDate {
  package static func text(seconds: Int64) -> String {
    let (days, rest) = floored(seconds, 86_400)
    let (year, month, day) = civil(days)
    let weekday = floored(days + 4, 7).1
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(weekdays[Int(weekday)]), \(two(day)) \(months[Int(month) - 1]) \(year) "
      + "\(two(rest / 3_600)):\(two(rest / 60 % 60)):\(two(rest % 60)) GMT"
  }

  /// Seconds since 1970 of a date in that form; `nil` for any other.
  package static func seconds(_ text: String) -> Int64? {
    let pieces = text.split(separator: " ")
    guard pieces.count == 6, pieces[5] == "GMT", let day = Int64(pieces[1]),
      let month = months.firstIndex(of: String(pieces[2])), let year = Int64(pieces[3]),
      (1...31).contains(day), (1970...9999).contains(year)
    else { return nil }
    let clock = pieces[4].split(separator: ":").compactMap { Int64($0) }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
      (0...60).contains(clock[2])
    else { return nil }
    return number(year, Int64(month) + 1, day) * 86_400 + clock[0] * 3_600 + clock[1] * 60
      + clock[2]
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  // After H. Hinnant, "chrono-compatible low-level date algorithms".
  private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
    let (era, dayOfEra) = floored(days + 719_468, 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1
    )
  }

  private static func number(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = floored(year, 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func floored(_ value: Int64, _ divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
