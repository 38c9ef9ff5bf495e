import Synchronization

/// A flag that a long piece of work looks at between items; raising it is safe from any thread, and
/// from a signal handler.
package final class CancellationToken: Sendable {
  private let raised = Atomic<Bool>(false)

  package init() {}

  /// Asks the work to stop at its next item.
  package func cancel() { raised.store(true, ordering: .relaxed) }

  package var isCancelled: Bool { raised.load(ordering: .relaxed) }

  /// Throws ``Cancelled`` once the flag is up.
  package func check() throws {
    if isCancelled { throw Cancelled() }
  }
}

/// The work stopped because it was asked to; what was done so far is kept.
package struct Cancelled: Error, Sendable {
  package init() {}
}
