#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How many files and connections the process may have open at once.
enum OpenFileLimit {
  /// Asks the system for as many as it may have (many systems begin with 1,024), and says how many
  /// connections that allows.
  ///
  /// - Parameter reserve: descriptors that connections leave to everything else.
  static func connections(wanted: Int, leaving reserve: Int) -> Int {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return wanted
    }
    if limit.rlim_cur < limit.rlim_max {
      var raised = limit
      raised.rlim_cur = limit.rlim_max
      if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
    }
    let open = Int(clamping: limit.rlim_cur)
    return min(wanted, max(open / 2, open - reserve))
  }
}
