import Core
import Engine
import Foundation
import TestSupport
import Testing

@testable import WebAPI

@Suite struct JobScheduleTests {
  private static let start = Timestamp(rawValue: 1_764_000_000_000)
  private static let day = Int64(86_400_000)

  private func parts(_ time: Timestamp) -> [Int] {
    let date = Date(timeIntervalSince1970: Double(time.rawValue) / 1_000)
    let parts = Calendar.current.dateComponents(
      [.minute, .hour, .day, .month, .weekday, .second], from: date)
    return [
      parts.minute!, parts.hour!, parts.day!, parts.month!, parts.weekday! - 1, parts.second!,
    ]
  }

  /// Every time of a year, found minute by minute with the calendar of Foundation.
  @Test(arguments: [
    "*/17 3 * * *", "5,35 0-4/2 1,15 * *", "0 12 * 2 7", "59 23 31 * 1", "7 * 29 2-3 *",
    "0 0 */9 * 1-5",
  ])
  func timesAreThoseOfTheCalendar(text: String) throws {
    let time = try CronTime(text)
    let fields = text.split(separator: " ").map(String.init)
    func isIn(_ place: Int, _ value: Int) -> Bool {
      fields[place].split(separator: ",").contains { part in
        let halves = part.split(separator: "/")
        let ends = halves[0] == "*" ? [] : halves[0].split(separator: "-").compactMap { Int($0) }
        let first = ends.first ?? (place == 2 || place == 3 ? 1 : 0)
        return value >= first && value <= (ends.last ?? 99)
          && (value - first) % (halves.count > 1 ? Int(halves[1])! : 1) == 0
      }
    }
    var expected: [Timestamp] = []
    // Of ten days at the ends of months, the leap day among them.
    let from = Timestamp(rawValue: 1_835_395_200_000 - 3 * Self.day)
    for minute in 1...(10 * 1_440) {
      let moment = Timestamp(rawValue: from.rawValue + Int64(minute) * 60_000)
      let parts = parts(moment)
      let isDay = isIn(2, parts[2])
      let isWeekday =
        isIn(4, parts[4]) || (parts[4] == 0 && isIn(4, 7))
      let isEither = !fields[2].hasPrefix("*") && !fields[4].hasPrefix("*")
      guard isIn(0, parts[0]), isIn(1, parts[1]), isIn(3, parts[3]),
        isEither ? isDay || isWeekday : isDay && isWeekday
      else { continue }
      expected.append(moment)
    }
    var (found, last): ([Timestamp], Timestamp) = ([], from)
    while let next = time.next(after: last), next.rawValue <= from.rawValue + 10 * Self.day {
      found.append(next)
      last = next
    }
    #expect(found == expected, "\(text)")
  }

  @Test func aLeapDayIsFoundYearsAhead() throws {
    let next = try #require(CronTime("0 0 29 2 *").next(after: Self.start))
    #expect(parts(next) == [0, 0, 29, 2, 2, 0])
  }

  @Test(arguments: [
    "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *",
    "* * * * 8",
    "1- * * * *", "5-1 * * * *", "*/0 * * * *", "1,,2 * * * *", "-1 * * * *", "a * * * *",
    "1/2/3 * * * *", "0 0 31 2 *", "99999999999999999999 * * * *",
  ])
  func whatIsNoTimeIsRefused(text: String) {
    #expect { try CronTime(text) } throws: { ($0 as? Fault)?.source == .user }
  }

  @Test func aNightThatWasSleptThroughIsMadeUpForOnce() throws {
    let schedule = try JobSchedule(["anomalies=never", "compaction=never"])
    #expect(schedule.entries.map(\.work) == [.sweep])
    let first = schedule.due(known: [:], now: Self.start)
    let name = schedule.entries[0].name
    #expect(first.work.isEmpty && first.next[name].map { $0 > Self.start } == true)
    #expect(schedule.due(known: first.next, now: Self.start).work.isEmpty)
    let later = Timestamp(rawValue: Self.start.rawValue + 9 * Self.day)
    let second = schedule.due(known: first.next, now: later)
    #expect(second.work == [.sweep] && second.next[name].map { $0 > later } == true)
  }

  @Test func timesAreChangedByKind() throws {
    let usual = JobSchedule().entries
    #expect(try usual == JobSchedule([]).entries)
    for entry in usual {
      let same = try CronTime(entry.time.text)
      #expect(same.next(after: Self.start) == entry.time.next(after: Self.start))
    }
    let changed = try JobSchedule(["scan=0 * * * *", "sweep=30  1 * * 0", "sweep=30 1 * * 3"])
    #expect(
      changed.entries.map { "\($0.work.kind) \($0.time.text)" } == [
        "anomalies 0 3 * * *", "compaction 0 4 * * *", "scan 0 * * * *", "sweep 30 1 * * 0",
        "sweep 30 1 * * 3",
      ])
    #expect(changed.entries[2].work == .scan(nil))
    for wrong in ["sweep", "sweep=", "tea=0 * * * *", "clusters=0 * * * *", "=0 * * * *", "scan=x"]
    {
      #expect(throws: Fault.self) { try JobSchedule([wrong]) }
    }
  }
}
