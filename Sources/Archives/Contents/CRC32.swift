internal import SystemDeflate

/// A running CRC-32 (ISO-HDLC: polynomial 0xEDB88320, reflected), as in zip, 7z and rar.
package struct CRC32: Sendable {
  package private(set) var value: UInt32 = 0

  package init() {}

  /// Adds bytes; libdeflate's, several GB a second.
  package mutating func add(_ bytes: UnsafeRawBufferPointer) {
    // A null pointer asks libdeflate for the initial value instead.
    guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
    value = libdeflate_crc32(value, start, bytes.count)
  }
}
