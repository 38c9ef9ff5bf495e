import Query
import Synchronization
import Vectors

/// The banks of a library that this process has read. A bank stays as it was made, so that bands do not
/// move, and reading one costs as much as a search.
final class KnownBanks: Sendable {
  private let banks = Mutex<[VectorSpace: BackgroundBank]>([:])

  /// - Parameter make: reads or makes it; `nil` where there are too few pictures yet.
  func bank(
    of space: VectorSpace, _ make: () throws -> BackgroundBank?
  ) rethrows -> BackgroundBank? {
    if let known = banks.withLock({ $0[space] }) { return known }
    guard let made = try make() else { return nil }
    banks.withLock { $0[space] = made }
    return made
  }
}
