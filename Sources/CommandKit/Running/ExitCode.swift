import Core

/// How the program ends; the only place where exit codes are given meaning.
package struct ExitCode: RawRepresentable, Hashable, Sendable {
  package let rawValue: Int32
  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// All went well.
  package static let success = ExitCode(rawValue: 0)
  /// The command failed.
  package static let failure = ExitCode(rawValue: 1)
  /// The command finished, but files could not be read; they have been named.
  package static let unreadableFiles = ExitCode(rawValue: 2)
  /// The command line was wrong (`EX_USAGE` of sysexits.h).
  package static let usage = ExitCode(rawValue: 64)
  /// Stopped by Ctrl-C or SIGTERM; what was done so far is kept.
  package static let interrupted = ExitCode(rawValue: 130)

  /// Every code with what it means, for help and the man page.
  package static let explained: [(code: ExitCode, meaning: String)] = [
    (success, "All went well."),
    (failure, "The command failed; the reason is on standard error."),
    (unreadableFiles, "The command finished, but some files could not be read; they are named."),
    (usage, "The command line could not be understood."),
    (interrupted, "Stopped by Ctrl-C or SIGTERM; what was done so far is kept."),
  ]

  /// The code for an error that ended a command. A closed output (`| head`) is no failure: whoever
  /// read it has what they wanted. Faults whose code begins with `usage.` are usage errors.
  package init(for error: any Error) {
    self =
      switch error {
      case is UsageError: .usage
      case is Cancelled, is CancellationError: .interrupted
      case is OutputClosed: .success
      case let fault as Fault where fault.code.name.hasPrefix("usage."): .usage
      default: .failure
      }
  }

  /// ``unreadableFiles`` when there were any, otherwise ``success``.
  package static func finished(unreadable count: Int) -> ExitCode {
    count > 0 ? .unreadableFiles : .success
  }
}
