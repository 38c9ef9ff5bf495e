import Synchronization

/// Scratches that were used and wait to be used again.
package final class GraphScratchPool: Sendable {
  private let waiting = Mutex<[Box]>([])

  private final class Box: @unchecked Sendable {
    let scratch = GraphScratch()
  }

  package init() {}

  /// Lends a scratch that nobody else has meanwhile.
  package func withScratch<R>(_ body: (borrowing GraphScratch) -> R) -> R {
    let box = waiting.withLock { $0.popLast() } ?? Box()
    defer { waiting.withLock { $0.append(box) } }
    return body(box.scratch)
  }
}
