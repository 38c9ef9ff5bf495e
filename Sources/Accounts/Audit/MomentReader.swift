/// Reads moments in UTC: `2026-05-01`, `2026-05-01T12:34:56Z`, also with thousandths.
package enum MomentReader {
  /// Milliseconds since 1970; `nil` for what is no such moment, and for days that no month has.
  package static func milliseconds(_ text: String) -> Int64? {
    guard
      let match = text.wholeMatch(
        of: /(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?Z)?/
          .asciiOnlyDigits()),
      let year = Int64(match.1), let month = Int64(match.2), let day = Int64(match.3),
      (1...12).contains(month), (1...days(year, month)).contains(day)
    else { return nil }
    let (hour, minute) = (number(match.4), number(match.5))
    let second = number(match.6)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let fraction = match.7.map { number($0 + String(repeating: "0", count: 3 - $0.count)) } ?? 0
    return ((dayNumber(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1_000
      + fraction
  }

  private static func number(_ text: (some StringProtocol)?) -> Int64 {
    text.flatMap { Int64(String($0)) } ?? 0
  }

  private static func days(_ year: Int64, _ month: Int64) -> Int64 {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days since 1970-01-01, after H. Hinnant, "chrono-compatible low-level date algorithms".
  private static func dayNumber(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = (shifted / 400, shifted % 400)
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
