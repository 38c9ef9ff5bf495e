/// Dates of the Gregorian calendar as seconds (Howard Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms", days_from_civil).
package enum CivilTime {
  /// Seconds from 1970-01-01 00:00:00 on the same clock; `nil` for what is no date from 1970 to
  /// 2199.
  package static func seconds(
    year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int
  ) -> Int64? {
    guard (1970..<2200).contains(year), (1...12).contains(month),
      (1...length(of: month, in: year)).contains(day), (0..<24).contains(hour),
      (0..<60).contains(minute), (0..<60).contains(second)
    else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    return Int64(days * 86_400 + hour * 3600 + minute * 60 + second)
  }

  /// Milliseconds of EXIF's `2025:07:19 14:30:22.123` or ISO 8601's `2025-07-19T14:30:22.123`, on
  /// its own clock; an offset after it is left aside.
  package static func milliseconds(of text: String) -> Int64? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 19 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      bytes[range].reduce(0 as Int?) { sum, byte in
        (0x30...0x39).contains(byte) ? sum.map { $0 * 10 + Int(byte - 0x30) } : nil
      }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      let seconds = seconds(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    else { return nil }
    guard bytes.count > 20, bytes[19] == UInt8(ascii: ".") else { return seconds * 1000 }
    let digits = bytes[20...].prefix { (0x30...0x39).contains($0) }.prefix(3)
    var fraction = 0
    for place in 0..<3 {
      let digit = place < digits.count ? Int(digits[digits.startIndex + place] - 0x30) : 0
      fraction = fraction * 10 + digit
    }
    return seconds * 1000 + Int64(fraction)
  }

  private static func length(of month: Int, in year: Int) -> Int {
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    if month == 2 { return isLeap ? 29 : 28 }
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}
