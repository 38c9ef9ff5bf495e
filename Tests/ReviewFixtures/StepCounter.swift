import Glibc
package import Review
import Synchronization

/// Counts the changes that are made to the file system, and may stop the process before one.
package final class StepCounter: Sendable {
  private let counted = Atomic<Int>(0)
  private let last: Int

  /// - Parameter last: the number of the change before which the process kills itself with a signal
  ///   that nothing can catch; 0 for never.
  package init(killBefore last: Int = 0) { self.last = last }

  package var count: Int { counted.load(ordering: .relaxed) }

  package var calls: SystemCalls {
    SystemCalls { [self] _ in
      let number = counted.add(1, ordering: .relaxed).newValue
      if number == last { kill(getpid(), SIGKILL) }
    }
  }
}
