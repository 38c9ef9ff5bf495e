internal import Synchronization

/// A value that holds as long as nothing in the catalogue changes.
final class ChangeMemo<Value: Sendable>: Sendable {
  private struct Kept {
    var changes: Int64
    var made: ContinuousClock.Instant
    var value: Value
  }

  private let kept = Mutex<Kept?>(nil)
  private let lifetime: Duration

  /// - Parameter lifetime: how long a value holds at most, where it is of more than the catalogue
  ///   counts.
  init(holdsFor lifetime: Duration = .seconds(86_400)) { self.lifetime = lifetime }

  /// The value for a number of changes, made anew when it is of another. Two that ask at once may
  /// both make it.
  func value(at changes: Int64, _ make: () throws -> Value) rethrows -> Value {
    if let kept = kept.withLock({ $0 }), kept.changes == changes,
      kept.made.duration(to: .now) < lifetime
    {
      return kept.value
    }
    let value = try make()
    kept.withLock { $0 = Kept(changes: changes, made: .now, value: value) }
    return value
  }
}
