/// A SHA-256 digest (FIPS 180-4): 32 bytes, held as four big-endian words so that it hashes and
/// compares without a heap allocation.
package struct SHA256Digest: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let words: InlineWords

  package struct InlineWords: Hashable, Sendable {
    package var a: UInt64
    package var b: UInt64
    package var c: UInt64
    package var d: UInt64
  }

  /// Reads 32 bytes; `nil` for any other length.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var words = [UInt64](repeating: 0, count: 4)
    for (position, byte) in bytes.enumerated() {
      words[position / 8] = words[position / 8] << 8 | UInt64(byte)
    }
    self.words = InlineWords(a: words[0], b: words[1], c: words[2], d: words[3])
  }

  /// Reads 64 hexadecimal digits of either case; `nil` for anything else.
  package init?(hex: String) {
    guard let bytes = Hexadecimal.bytes(of: hex) else { return nil }
    self.init(bytes: bytes)
  }

  /// The digest's 32 bytes.
  package var bytes: [UInt8] {
    [words.a, words.b, words.c, words.d].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
    }
  }

  /// 64 lower-case hexadecimal digits.
  package var hex: String { Hexadecimal.string(of: bytes) }
  package var description: String { hex }

  package static func < (left: Self, right: Self) -> Bool {
    let (l, r) = (left.words, right.words)
    return (l.a, l.b, l.c, l.d) < (r.a, r.b, r.c, r.d)
  }
}
