#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A moment as signatures write it: `20150830T123600Z`.
package struct SigningTime: Hashable, Sendable, CustomStringConvertible {
  /// Since 1970.
  package let seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  /// - Returns: `nil` for any other form, and for what is no moment.
  package init?(_ text: String) {
    let digits = Array(text.utf8)
    guard digits.count == 16, digits[8] == UInt8(ascii: "T"), digits[15] == UInt8(ascii: "Z"),
      (digits[..<8] + digits[9..<15]).allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    func number(_ range: Range<Int>) -> Int32 {
      digits[range].reduce(0) { 10 * $0 + Int32($1 - 0x30) }
    }
    var parts = tm()
    (parts.tm_year, parts.tm_mon, parts.tm_mday) = (
      number(0..<4) - 1_900, number(4..<6) - 1, number(6..<8)
    )
    (parts.tm_hour, parts.tm_min, parts.tm_sec) = (
      number(9..<11), number(11..<13), number(13..<15)
    )
    seconds = Int64(timegm(&parts))
    // What is no date, as the 31st of February, was made one.
    guard description == text else { return nil }
  }

  package static var now: SigningTime { SigningTime(seconds: Int64(time(nil))) }

  package var description: String {
    var (parts, moment) = (tm(), time_t(seconds))
    gmtime_r(&moment, &parts)
    func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + "\(number)" }
    let year = String(Int(parts.tm_year) + 1_900)
    return String(repeating: "0", count: max(0, 4 - year.count)) + year + two(parts.tm_mon + 1)
      + two(parts.tm_mday) + "T" + two(parts.tm_hour) + two(parts.tm_min) + two(parts.tm_sec) + "Z"
  }

  /// `20150830`.
  package var day: String { String(description.prefix(8)) }
}
