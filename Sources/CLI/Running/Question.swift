import CommandKit
import Core

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Asks the person at the terminal for one line.
struct Question {
  /// `nil` when nobody is there to answer.
  init?(on console: Console) {
    guard isatty(STDIN_FILENO) == 1, console.errorTraits.isInteractive else { return nil }
  }

  /// - Returns: what was typed, without the line break; empty at the end of input.
  /// - Throws: `Cancelled` within a fifth of a second of Ctrl-C.
  func ask(_ prompt: String, cancellation: CancellationToken) throws -> String {
    try DescriptorSink.standardError.write(Array(prompt.utf8))
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while poll(&request, 1, 200) <= 0 { try cancellation.check() }
    try cancellation.check()
    return readLine()?.filter { $0 != "," } ?? ""
  }
}
