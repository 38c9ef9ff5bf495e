internal import Core
internal import Engine
internal import Glibc

/// Times that come again and again by this machine's clock and calendar, as crontab(5) writes them:
/// minute, hour, day of the month, month and day of the week (0 and 7 are Sunday). A field is `*`, a
/// number, a range `1-5`, either with a step `*/15`, or several of these between commas. Where neither
/// of the two days is `*`, one of them suffices.
struct CronTime: Sendable, Hashable {
  let text: String
  /// Bit `n` for the value `n`.
  private let minutes: UInt64
  private let hours: UInt64
  private let days: UInt64
  private let months: UInt64
  private let weekdays: UInt64
  private let isEitherDayEnough: Bool

  /// - Throws: a fault of the user for what is no such time, or never comes.
  init(_ text: String) throws(Fault) {
    let fields = text.split(whereSeparator: \.isWhitespace)
    guard fields.count == 5, let minutes = Self.values(fields[0], 0...59),
      let hours = Self.values(fields[1], 0...23), let days = Self.values(fields[2], 1...31),
      let months = Self.values(fields[3], 1...12), let weekdays = Self.values(fields[4], 0...7)
    else { throw Self.wrong(text) }
    self.text = fields.joined(separator: " ")
    (self.minutes, self.hours, self.days, self.months) = (minutes, hours, days, months)
    self.weekdays = weekdays | (weekdays >> 7 & 1)
    isEitherDayEnough = !fields[2].hasPrefix("*") && !fields[4].hasPrefix("*")
    if next(after: Timestamp(rawValue: 0)) == nil { throw Self.wrong(text) }
  }

  /// Once a day.
  init(hour: Int) {
    (text, minutes, hours) = ("0 \(hour) * * *", 1, 1 << UInt64(hour))
    (days, months, weekdays, isEitherDayEnough) = (.max, .max, .max, false)
  }

  private static func wrong(_ text: String) -> Fault {
    Fault(
      "usage.schedule", .user, "'\(text)' is no time that comes again",
      remedy: "Write minute, hour, day, month and weekday as cron does: '30 2 * * 0'.")
  }

  /// The next of its times.
  ///
  /// In spring, one that the clock leaves out comes as much later as the clock is put forward; in
  /// autumn, one that it shows twice comes once.
  ///
  /// - Returns: later than `now`; `nil` when there is none.
  /// - Complexity: by days, hours and minutes, a few hundred steps for what comes once a year.
  func next(after now: Timestamp) -> Timestamp? {
    var clock = Self.clock(at: now)
    clock += 60 - Self.remainder(clock, 60)
    // From one February 29 to the next it may be eight years.
    let end = clock + 9 * 366 * 86_400
    while clock < end {
      let parts = Self.parts(clock)
      if !has(months, parts.tm_mon + 1) || !isDay(parts) {
        clock += 86_400 - Self.remainder(clock, 86_400)
      } else if !has(hours, parts.tm_hour) {
        clock += 3_600 - Self.remainder(clock, 3_600)
      } else {
        if has(minutes, parts.tm_min) {
          let time = Self.time(parts)
          if time > now { return time }
        }
        clock += 60
      }
    }
    return nil
  }

  private func isDay(_ parts: tm) -> Bool {
    let (isDay, isWeekday) = (has(days, parts.tm_mday), has(weekdays, parts.tm_wday))
    return isEitherDayEnough ? isDay || isWeekday : isDay && isWeekday
  }

  private func has(_ bits: UInt64, _ value: Int32) -> Bool { bits >> UInt64(value) & 1 == 1 }

  // MARK: Reading

  private static func values(_ field: Substring, _ all: ClosedRange<Int>) -> UInt64? {
    var bits: UInt64 = 0
    for part in field.split(separator: ",", omittingEmptySubsequences: false) {
      let halves = part.split(separator: "/", omittingEmptySubsequences: false)
      guard (1...2).contains(halves.count), let range = range(halves[0], all) else { return nil }
      var step = 1
      if halves.count == 2 {
        guard let number = number(halves[1]), number > 0 else { return nil }
        step = number
      }
      for value in stride(from: range.lowerBound, through: range.upperBound, by: step) {
        bits |= 1 << UInt64(value)
      }
    }
    return bits
  }

  private static func range(_ text: Substring, _ all: ClosedRange<Int>) -> ClosedRange<Int>? {
    if text == "*" { return all }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(number)
    guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1],
      first <= last, all.contains(first), all.contains(last)
    else { return nil }
    return first...last
  }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  // MARK: The clock

  /// What the clock shows, in seconds as though it showed universal time: in it every day has 24 hours.
  private static func clock(at time: Timestamp) -> Int {
    var (parts, moment) = (tm(), time_t(time.rawValue / 1_000))
    localtime_r(&moment, &parts)
    return timegm(&parts)
  }

  private static func parts(_ clock: Int) -> tm {
    var (parts, moment) = (tm(), time_t(clock))
    gmtime_r(&moment, &parts)
    return parts
  }

  private static func time(_ parts: tm) -> Timestamp {
    var parts = parts
    // Whether summer time holds then is for the system to find out.
    parts.tm_isdst = -1
    return Timestamp(rawValue: Int64(mktime(&parts)) * 1_000)
  }

  private static func remainder(_ value: Int, _ divisor: Int) -> Int {
    (value % divisor + divisor) % divisor
  }
}
