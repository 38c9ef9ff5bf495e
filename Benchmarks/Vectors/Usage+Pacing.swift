import BenchmarkSupport
import Foundation
import Glibc

extension Usage {
  /// Resident now, files that are mapped included.
  static var residentMebibytes: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return (Int(line.filter(\.isNumber)) ?? 0) / 1024
  }

  static func sleep(until due: Double) {
    let left = due - clock
    if left > 0 { usleep(UInt32(left * 1e6)) }
  }
}
