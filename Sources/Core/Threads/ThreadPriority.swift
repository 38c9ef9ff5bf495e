import Glibc

/// How threads share processors with others.
package enum ThreadPriority {
  /// Lets the calling thread, and those that it starts from now on, run where others leave room: work in
  /// the background must not hold up who waits for an answer.
  ///
  /// On Linux niceness is a thread's, and 0 names the calling one (sched(7), setpriority(2)). Nothing
  /// else changes where it cannot be lowered.
  package static func lower() { _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10) }
}
