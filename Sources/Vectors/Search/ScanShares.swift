import Kernels
import Synchronization

/// What the threads of one scan have found: each piece of work takes a list, or begins one, and
/// gives it back.
final class ScanShares: Sendable {
  private let queries: Int
  private let capacity: Int
  private let lists = Mutex<[ListBox]>([])

  /// Carries lists, which cannot be copied, in an array.
  private final class ListBox: @unchecked Sendable {
    var list: CandidateLists
    init(_ list: consuming CandidateLists) { self.list = list }
  }

  init(queries: Int, capacity: Int) { (self.queries, self.capacity) = (queries, capacity) }

  /// Lends a list to a body that nobody else has meanwhile.
  func withList(_ body: (inout CandidateLists) -> Void) {
    let box =
      lists.withLock { $0.popLast() }
      ?? ListBox(CandidateLists(queries: queries, capacity: capacity))
    body(&box.list)
    lists.withLock { $0.append(box) }
  }

  func merge(into target: inout CandidateLists) {
    lists.withLock { boxes in
      for box in boxes { target.merge(box.list) }
    }
  }
}
