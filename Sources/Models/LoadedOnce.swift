internal import Core
internal import Synchronization

/// What is loaded when it is first needed, once for all threads. A load that failed is tried again.
final class LoadedOnce<Value: Sendable>: Sendable {
  private let load: @Sendable () throws(Fault) -> Value
  private let kept = Mutex<Value?>(nil)

  init(_ load: @escaping @Sendable () throws(Fault) -> Value) { self.load = load }

  /// Blocks while another thread loads it.
  func value() throws(Fault) -> Value {
    try kept.withLock { (kept) throws(Fault) in
      if let kept { return kept }
      let loaded = try load()
      kept = loaded
      return loaded
    }
  }
}
