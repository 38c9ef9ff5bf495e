import CommandKit
import Core

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A line that is not shown while it is typed.
enum HiddenLine {
  /// Whether somebody types it, rather than a file or another program.
  static var isTyped: Bool { isatty(STDIN_FILENO) == 1 }

  /// - Returns: the line without its break; empty at the end of input.
  /// - Throws: `Cancelled` within a fifth of a second of Ctrl-C; a fault when the terminal cannot be told
  ///   to be quiet.
  static func read(_ prompt: String, cancellation: CancellationToken) throws -> String {
    guard isTyped else { return readLine() ?? "" }
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else {
      throw Fault.system(errno, "speak to the terminal")
    }
    var quiet = before
    quiet.c_lflag &= ~tcflag_t(ECHO)
    guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0 else {
      throw Fault.system(errno, "hide what is typed")
    }
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
      _ = try? DescriptorSink.standardError.write([UInt8(ascii: "\n")])
    }
    try DescriptorSink.standardError.write(Array(prompt.utf8))
    var request = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    while poll(&request, 1, 200) <= 0 { try cancellation.check() }
    try cancellation.check()
    return readLine() ?? ""
  }
}
