/// A universally unique, lexicographically sortable identifier: 48 bits of milliseconds since 1970,
/// then 80 random bits, written as 26 characters of Crockford's base 32 (github.com/ulid/spec).
package struct ULID: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let high: UInt64
  package let low: UInt64

  package init(milliseconds: UInt64, using generator: inout some RandomNumberGenerator) {
    high = milliseconds << 16 | UInt64(UInt16.random(in: .min ... .max, using: &generator))
    low = UInt64.random(in: .min ... .max, using: &generator)
  }

  /// The two halves of its 128 bits.
  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// When it was made, since 1970.
  package var milliseconds: Int64 { Int64(high >> 16) }

  /// Reads 26 characters of either case; `nil` for anything else, and for values above 128 bits.
  package init?(_ text: String) {
    let characters = Array(text.utf8)
    guard characters.count == 26, let first = Self.value(characters[0]), first < 8 else {
      return nil
    }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for character in characters {
      guard let digit = Self.value(character) else { return nil }
      high = high << 5 | low >> 59
      low = low << 5 | UInt64(digit)
    }
    self.high = high
    self.low = low
  }

  package var description: String {
    let digits = (0..<26).map { position -> UInt8 in
      let shift = 125 - 5 * position
      let value =
        shift >= 64
        ? high >> UInt64(shift - 64)
        : (shift > 59 ? high << UInt64(64 - shift) | low >> UInt64(shift) : low >> UInt64(shift))
      return Self.alphabet[Int(value & 31)]
    }
    return String(decoding: digits, as: UTF8.self)
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  private static func value(_ character: UInt8) -> UInt8? {
    let upper = character >= UInt8(ascii: "a") ? character & 0xDF : character
    return alphabet.firstIndex(of: upper).map(UInt8.init)
  }
}
