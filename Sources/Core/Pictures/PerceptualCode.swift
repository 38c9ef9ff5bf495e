/// A 64-bit perceptual hash. Bit 63 is the first (top-left) decision, as in imagehash's hexadecimal
/// form, so `hex` equals `str(imagehash.phash(…))`.
package struct Hash64: Hashable, Sendable, CustomStringConvertible {
  package var bits: UInt64
  package init(bits: UInt64) { self.bits = bits }

  /// Number of differing bits, 0…64.
  @inlinable package func distance(to other: Hash64) -> Int {
    (bits ^ other.bits).nonzeroBitCount
  }

  /// 16 lower-case hexadecimal digits.
  package var hex: String { Hexadecimal.string(of: bytes) }
  package var description: String { hex }

  /// Big-endian bytes.
  package var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) } }

  package init?(hex: String) {
    guard let bytes = Hexadecimal.bytes(of: hex), bytes.count == 8 else { return nil }
    bits = bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// A 256-bit perceptual hash in four words; word `a` holds the first 64 decisions, its bit 63 the
/// very first.
package struct Hash256: Hashable, Sendable, CustomStringConvertible {
  package var a: UInt64
  package var b: UInt64
  package var c: UInt64
  package var d: UInt64

  package init(a: UInt64, b: UInt64, c: UInt64, d: UInt64) {
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }

  package static let zero = Hash256(a: 0, b: 0, c: 0, d: 0)

  /// Number of differing bits, 0…256.
  @inlinable package func distance(to other: Hash256) -> Int {
    (a ^ other.a).nonzeroBitCount + (b ^ other.b).nonzeroBitCount
      + (c ^ other.c).nonzeroBitCount + (d ^ other.d).nonzeroBitCount
  }

  /// Decision `index` (0…255), the first being index 0.
  package subscript(index: Int) -> Bool {
    get { self[word: index >> 6] >> UInt64(63 - index & 63) & 1 == 1 }
    set {
      let mask: UInt64 = 1 << UInt64(63 - index & 63)
      self[word: index >> 6] =
        newValue ? self[word: index >> 6] | mask : self[word: index >> 6] & ~mask
    }
  }

  /// Word `index`, 0…3.
  package subscript(word index: Int) -> UInt64 {
    get {
      switch index {
      case 0: a
      case 1: b
      case 2: c
      default: d
      }
    }
    set {
      switch index {
      case 0: a = newValue
      case 1: b = newValue
      case 2: c = newValue
      default: d = newValue
      }
    }
  }

  /// 64 lower-case hexadecimal digits.
  package var hex: String { Hexadecimal.string(of: bytes) }
  package var description: String { hex }

  /// 32 big-endian bytes.
  package var bytes: [UInt8] {
    [a, b, c, d].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
    }
  }

  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    self = .zero
    for (position, byte) in bytes.enumerated() {
      self[word: position / 8] = self[word: position / 8] << 8 | UInt64(byte)
    }
  }

  package init?(hex: String) {
    guard let bytes = Hexadecimal.bytes(of: hex) else { return nil }
    self.init(bytes: bytes)
  }
}
