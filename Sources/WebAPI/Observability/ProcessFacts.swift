#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// What the system says of this process, under the names that Prometheus'
/// client libraries use.
struct ProcessFacts {
  static func write(to page: inout MetricsPage) {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    page.add(
      .counter, "process_cpu_seconds_total", "Processor time of users and system together.",
      seconds(usage.ru_utime) + seconds(usage.ru_stime))
    if let pages = statistic(1) {
      page.add(
        .gauge, "process_resident_memory_bytes", "Memory that is in use.",
        pages * Double(sysconf(Int32(_SC_PAGESIZE))))
    }
    if let open = openFiles() {
      page.add(.gauge, "process_open_fds", "Open files and connections.", Double(open))
    }
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
      page.add(
        .gauge, "process_max_fds", "Files and connections that may be open.",
        Double(limit.rlim_cur))
    }
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1e6
  }

  /// A number of `/proc/self/statm`, in pages.
  private static func statistic(_ place: Int) -> Double? {
    guard let file = fopen("/proc/self/statm", "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, Int32(line.count), file) != nil else { return nil }
    let text = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    let words = text.split(separator: " ")
    return place < words.count ? Double(words[place]) : nil
  }

  private static func openFiles() -> Int? {
    guard let folder = opendir("/proc/self/fd") else { return nil }
    defer { closedir(folder) }
    var count = 0
    while let entry = readdir(folder) {
      if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
    }
    // One of them is the folder itself.
    return count - 1
  }
}
