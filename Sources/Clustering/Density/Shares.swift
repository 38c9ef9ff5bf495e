import Synchronization

/// What several threads make of their shares of a work.
final class Shares<Value: Sendable>: Sendable {
  private let values = Mutex<[(number: Int, value: Value)]>([])

  func add(_ value: Value, _ number: Int) { values.withLock { $0.append((number, value)) } }

  func inOrder() -> [Value] {
    values.withLock { $0.sorted { $0.number < $1.number }.map(\.value) }
  }
}
