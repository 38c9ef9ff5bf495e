package import Core
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Turns Ctrl-C and SIGTERM into a ``CancellationToken``; a second one ends the process at once.
package enum Interruption {
  /// Raised by the first signal.
  package static let token = CancellationToken()

  private static let count = Atomic<Int>(0)

  /// Starts listening for SIGINT and SIGTERM, and makes a write to a closed pipe an error (EPIPE)
  /// instead of the process's death. Call once, before other threads start.
  package static func install() {
    // A signal handler must not be the first to use a lazy global: its initialiser takes a lock.
    _ = token
    _ = count.load(ordering: .relaxed)
    signal(SIGPIPE, SIG_IGN)
    var action = sigaction()
    #if canImport(Glibc)
      action.__sigaction_handler.sa_handler = handleInterruption
    #else
      action.__sigaction_u.__sa_handler = handleInterruption
    #endif
    sigemptyset(&action.sa_mask)
    // Slow system calls go on where they were; the work looks at the token between items.
    action.sa_flags = SA_RESTART
    sigaction(SIGINT, &action, nil)
    sigaction(SIGTERM, &action, nil)
  }

  /// Async-signal-safe: atomics and `_exit` only.
  fileprivate static func receive() {
    if count.add(1, ordering: .relaxed).oldValue > 0 { _exit(ExitCode.interrupted.rawValue) }
    token.cancel()
  }
}

/// A function, not a closure: a closure could inherit an actor, and trap on the signal's thread.
private func handleInterruption(_ signal: Int32) { Interruption.receive() }
