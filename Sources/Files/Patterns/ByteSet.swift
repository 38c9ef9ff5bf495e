/// A set of byte values, one bit each.
struct ByteSet: Hashable, Sendable {
  private var words = SIMD4<UInt64>()

  mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  mutating func insert(_ bytes: ClosedRange<UInt8>) { for byte in bytes { insert(byte) } }

  mutating func remove(_ byte: UInt8) { words[Int(byte >> 6)] &= ~(1 << UInt64(byte & 63)) }

  /// Turns the set into its complement.
  mutating func invert() { words = ~words }

  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] >> UInt64(byte & 63) & 1 == 1 }
}
