import CKernels

/// A stretch of bits of a code that a join table is keyed by. Bit `k` of a code is bit `k % 64` of
/// its word `k / 64`, the least significant first.
package struct HammingField: Hashable, Sendable {
  /// First bit.
  package let offset: Int
  /// Number of bits, 1…32.
  package let width: Int
  /// Largest distance inside the field at which its table joins two buckets; −1 for no table.
  package let threshold: Int

  package init(offset: Int, width: Int, threshold: Int) {
    self.offset = offset
    self.width = width
    self.threshold = threshold
  }

  /// The field's bits of a code.
  package func key(of code: UnsafePointer<UInt64>) -> UInt32 {
    let word = offset >> 6
    let shift = offset & 63
    var bits = code[word] >> UInt64(shift)
    if shift + width > 64 { bits |= code[word + 1] << UInt64(64 - shift) }
    return UInt32(truncatingIfNeeded: bits & ((1 << UInt64(width)) - 1))
  }

  var c: hamming_field {
    hamming_field(offset: UInt32(offset), width: UInt32(width), threshold: Int32(threshold))
  }
}
