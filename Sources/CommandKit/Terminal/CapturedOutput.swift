import Synchronization

/// A sink that keeps what it gets, for tests of commands.
package final class CapturedOutput: OutputSink {
  private let written = Mutex<[UInt8]>([])
  private let limit: Int

  /// - Parameter limit: after how many bytes the reader goes away.
  package init(limit: Int = Int.max) { self.limit = limit }

  package var descriptor: Int32? { nil }

  package func write(_ bytes: [UInt8]) throws {
    try written.withLock {
      guard $0.count + bytes.count <= limit else { throw OutputClosed() }
      $0 += bytes
    }
  }

  package var bytes: [UInt8] { written.withLock { $0 } }
  package var text: String { String(decoding: bytes, as: UTF8.self) }
}
