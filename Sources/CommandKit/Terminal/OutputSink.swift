/// Where bytes go: a file descriptor, or memory in a test.
package protocol OutputSink: Sendable {
  /// The descriptor behind it, by which a terminal is recognised; `nil` when there is none.
  var descriptor: Int32? { get }

  /// Writes all of the bytes.
  ///
  /// - Throws: ``OutputClosed`` when nobody reads any more, a `Fault` when the device is full or
  ///   fails.
  func write(_ bytes: [UInt8]) throws
}

/// Whoever read the output has stopped reading, as in `semblance … | head`.
package struct OutputClosed: Error, Hashable, Sendable {
  package init() {}
}
