import Foundation
import Glibc

/// What the process has used so far.
package struct Usage {
  /// Seconds of a clock that only goes forward.
  package let wall: Double
  /// Seconds of all threads, in user and system mode.
  package let cpu: Double
  /// Largest resident set.
  package let peakMebibytes: Int

  package static var now: Usage {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let cpu = [usage.ru_utime, usage.ru_stime].reduce(0.0) {
      $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6
    }
    return Usage(wall: clock, cpu: cpu, peakMebibytes: peakKibibytes / 1024)
  }

  /// `wall` alone, which costs next to nothing to ask for.
  package static var clock: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Unlike `ru_maxrss`, this forgets the process that started this one.
  private static var peakKibibytes: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return Int(line.filter(\.isNumber)) ?? 0
  }
}
