import Engine

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Moments as people read them: in the local time zone, to the minute.
enum TimeText {
  static func text(_ moment: Timestamp) -> String {
    var seconds = time_t(moment.rawValue / 1000)
    var local = tm()
    localtime_r(&seconds, &local)
    let date = "\(Int(local.tm_year) + 1900)-\(two(local.tm_mon + 1))-\(two(local.tm_mday))"
    return "\(date) \(two(local.tm_hour)):\(two(local.tm_min))"
  }

  static func text(milliseconds: Int64) -> String { text(Timestamp(rawValue: milliseconds)) }

  private static func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
