package import Catalogue

/// A date as precise as it was written: a year, a month, a day … a millisecond. It stands for all
/// moments in it: `taken > 2024-05` begins with June, `taken <= 2024-05` ends with May.
///
/// The clock of a camera has no zone, so two readings are kept: as that clock would show it, and as
/// a moment, for which a date without a zone is in UTC.
package struct DateSpan: Hashable, Sendable {
  /// Its beginning on a clock: `2024-05-01T00:00:00`.
  package let localStart: String
  /// The first moment after it, on the same clock.
  package let localEnd: String
  /// Its beginning as a moment.
  package let start: Timestamp
  /// The first moment after it.
  package let end: Timestamp

  /// Reads `2024`, `2024-05`, `2024-05-01`, `2024-05-01T12:34` (also with a blank), seconds and
  /// fractions, and a zone (`Z`, `+02:00`) after a time; `nil` for anything else, and for days that
  /// no calendar has.
  package init?(_ text: String) {
    var reader = DateReader(text)
    guard let fields = reader.read() else { return nil }
    let first = fields.milliseconds
    let next = fields.next
    localStart = Self.clock(first)
    localEnd = Self.clock(next)
    let offset = Int64(fields.offsetMinutes) * 60_000
    start = Timestamp(rawValue: first - offset)
    end = Timestamp(rawValue: next - offset)
  }

  /// Without a fraction that says nothing, since most clocks record none: as text, `12:00:00` comes
  /// before `12:00:00.000`.
  private static func clock(_ milliseconds: Int64) -> String {
    var text = Timestamp(rawValue: milliseconds).rfc3339.dropLast()
    while text.last == "0", text.contains(".") { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return String(text)
  }
}

/// The parts of a date, with how many of them were given.
private struct DateFields {
  var year = 0
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
  var millisecond = 0
  var offsetMinutes = 0
  /// The last part that was given.
  var precision: Precision = .year

  enum Precision { case year, month, day, minute, second, millisecond }

  var milliseconds: Int64 {
    let seconds = days * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
    return seconds * 1_000 + Int64(millisecond)
  }

  /// The first millisecond after the date.
  var next: Int64 {
    var after = self
    switch precision {
    case .year: after.year += 1
    case .month:
      after.month += 1
      if after.month > 12 { (after.year, after.month) = (year + 1, 1) }
    case .day: return milliseconds + 86_400_000
    case .minute: return milliseconds + 60_000
    case .second: return milliseconds + 1_000
    case .millisecond: return milliseconds + 1
    }
    return after.milliseconds
  }

  /// Days since 1970, after H. Hinnant, "chrono-compatible low-level date algorithms".
  private var days: Int64 {
    let shiftedYear = Int64(month <= 2 ? year - 1 : year)
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  var isValid: Bool {
    guard (1...9_999).contains(year), (1...12).contains(month), hour < 24, minute < 60, second < 60
    else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }
}

private struct DateReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = Substring(text).utf8 }

  mutating func read() -> DateFields? {
    var fields = DateFields()
    guard let year = digits(4) else { return nil }
    fields.year = year
    if take("-") {
      guard let month = digits(2) else { return nil }
      (fields.month, fields.precision) = (month, .month)
      if take("-") {
        guard let day = digits(2) else { return nil }
        (fields.day, fields.precision) = (day, .day)
        if take("T") || take("t") || take(" "), !readTime(into: &fields) { return nil }
      }
    }
    return rest.isEmpty && fields.isValid ? fields : nil
  }

  private mutating func readTime(into fields: inout DateFields) -> Bool {
    guard let hour = digits(2), take(":"), let minute = digits(2) else { return false }
    (fields.hour, fields.minute, fields.precision) = (hour, minute, .minute)
    if take(":") {
      guard let second = digits(2) else { return false }
      (fields.second, fields.precision) = (second, .second)
      if take(".") {
        guard let fraction = fraction() else { return false }
        (fields.millisecond, fields.precision) = (fraction, .millisecond)
      }
    }
    return readZone(into: &fields)
  }

  private mutating func readZone(into fields: inout DateFields) -> Bool {
    if take("Z") || take("z") { return true }
    let isWest = rest.first == UInt8(ascii: "-")
    guard take("+") || take("-") else { return true }
    guard let hours = digits(2), hours < 24 else { return false }
    _ = take(":")
    guard let minutes = digits(2), minutes < 60 else { return false }
    fields.offsetMinutes = (isWest ? -1 : 1) * (hours * 60 + minutes)
    return true
  }

  private mutating func digits(_ count: Int) -> Int? {
    var value = 0
    for _ in 0..<count {
      guard let byte = rest.first, (48...57).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 48)
      rest.removeFirst()
    }
    return value
  }

  /// Milliseconds of one to nine digits.
  private mutating func fraction() -> Int? {
    var (value, count) = (0, 0)
    while let byte = rest.first, (48...57).contains(byte), count < 9 {
      if count < 3 { value = value * 10 + Int(byte - 48) }
      count += 1
      rest.removeFirst()
    }
    guard count > 0 else { return nil }
    for _ in min(count, 3)..<3 { value *= 10 }
    return value
  }

  private mutating func take(_ character: Character) -> Bool {
    guard rest.first == character.asciiValue else { return false }
    rest.removeFirst()
    return true
  }
}
