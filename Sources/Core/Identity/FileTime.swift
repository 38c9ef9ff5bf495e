#if canImport(Glibc)
  package import Glibc
#else
  package import Darwin
#endif

/// Times of files as one number: nanoseconds since 1970, which reach from 1677 to 2262.
///
/// File systems hold times beyond, and a clock that stood wrong gives them to files. Such times keep
/// their order and their seconds, a nanosecond each, in the last hour and a half of either end.
package enum FileTime {
  /// Seconds that count in nanoseconds, on either side of 1970.
  private static let reach: Int64 = 9_223_367_000
  private static let second: Int64 = 1_000_000_000
  /// Seconds beyond that are told apart: 139,000 years.
  private static let beyond: Int64 = 1 << 42

  package static func nanoseconds(_ time: timespec) -> Int64 {
    let seconds = max(-reach - beyond, min(reach + beyond, Int64(time.tv_sec)))
    if seconds >= reach { return reach * second + (seconds - reach) }
    if seconds < -reach { return -reach * second + (seconds + reach) }
    return seconds * second + Int64(time.tv_nsec)
  }

  /// The time that a number stands for; to the second beyond 2262.
  package static func time(nanoseconds: Int64) -> timespec {
    if nanoseconds >= reach * second {
      return timespec(tv_sec: Int(nanoseconds - reach * second + reach), tv_nsec: 0)
    }
    if nanoseconds < -reach * second {
      return timespec(tv_sec: Int(nanoseconds + reach * second - reach), tv_nsec: 0)
    }
    let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: second)
    return rest < 0
      ? timespec(tv_sec: Int(seconds - 1), tv_nsec: Int(rest + second))
      : timespec(tv_sec: Int(seconds), tv_nsec: Int(rest))
  }
}
