import Core
import Glibc
import Testing

@Suite struct FileTimeTests {
  private static let times: [(Int, Int)] = [
    (0, 0), (1_700_000_000, 999_999_999), (-1, 1), (-9_223_367_000, 0),
    (9_223_366_999, 999_999_999),
  ]

  @Test(arguments: times)
  func keepsEveryNanosecondFrom1677To2262(seconds: Int, rest: Int) {
    let number = FileTime.nanoseconds(timespec(tv_sec: seconds, tv_nsec: rest))
    #expect(number == Int64(seconds) * 1_000_000_000 + Int64(rest))
    let time = FileTime.time(nanoseconds: number)
    #expect(time.tv_sec == seconds && time.tv_nsec == rest)
  }

  /// The years 2262, 2400, 9999 and 100,000, and as far back.
  @Test func keepsOrderAndSecondsBeyond() {
    let far = [9_223_367_000, 9_223_367_001, 13_569_465_600, 253_402_300_799, 3_093_527_980_800]
    let seconds = far.map { -$0 - 1 }.reversed() + far
    let numbers = seconds.map { FileTime.nanoseconds(timespec(tv_sec: $0, tv_nsec: 7)) }
    #expect(numbers == numbers.sorted() && Set(numbers).count == numbers.count)
    #expect(numbers.map { FileTime.time(nanoseconds: $0).tv_sec } == Array(seconds))
  }

  @Test(arguments: [Int.min, Int.min + 1, Int.max - 1, Int.max])
  func endsNowhere(seconds: Int) {
    let number = FileTime.nanoseconds(timespec(tv_sec: seconds, tv_nsec: 999_999_999))
    #expect((number > 0) == (seconds > 0))
    _ = FileTime.time(nanoseconds: seconds > 0 ? .max : .min)
  }
}
