/// A value that may be a little old: making it again each time something changed would cost more than it
/// is worth while changes come in fast.
package struct Lagging<Value: Sendable>: Sendable {
  package let value: Value
  private let made: ContinuousClock.Instant
  private let lag: Duration

  /// The longest that a value stands.
  private static var longest: Duration { .seconds(1) }

  init(_ value: Value, made: ContinuousClock.Instant, took duration: Duration) {
    (self.value, self.made) = (value, made)
    lag = min(Self.longest, duration * 20)
  }

  /// Makes the value, and notes how long that took.
  package init<E: Error>(_ make: () throws(E) -> Value) throws(E) {
    let start = ContinuousClock.now
    let value = try make()
    let end = ContinuousClock.now
    self.init(value, made: end, took: start.duration(to: end))
  }

  /// Whether it may still be used although something has changed: for twenty times as long as making
  /// it took, at most a second. So making takes a twentieth of the time at most.
  package var mayStand: Bool { mayStand(at: .now) }

  func mayStand(at time: ContinuousClock.Instant) -> Bool { made.duration(to: time) < lag }
}
