internal import Synchronization

/// A value that holds as long as nothing in the catalogue changes.
final class ChangeMemo<Value: Sendable>: Sendable {
  private let kept = Mutex<(changes: Int64, value: Value)?>(nil)

  /// The value for a number of changes, made anew when it is of another. Two that ask at once may
  /// both make it.
  func value(at changes: Int64, _ make: () throws -> Value) rethrows -> Value {
    if let kept = kept.withLock({ $0 }), kept.changes == changes { return kept.value }
    let value = try make()
    kept.withLock { $0 = (changes, value) }
    return value
  }
}
