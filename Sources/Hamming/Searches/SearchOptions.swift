import Core
package import Kernels

/// How a search goes about its work; its results do not depend on it.
package struct SearchOptions: Sendable {
  /// Threads that a join keeps busy.
  package var threads: Int
  /// Instruction set of the kernels.
  package var path: HammingPath
  /// Number of fields that an index cuts a code into; `nil` leaves it to the measured costs.
  package var fieldCount: Int?

  package init(
    threads: Int? = nil, path: HammingPath = .best, fieldCount: Int? = nil
  ) {
    self.threads = threads ?? WorkerThreads.available
    self.path = path
    self.fieldCount = fieldCount
  }
}
