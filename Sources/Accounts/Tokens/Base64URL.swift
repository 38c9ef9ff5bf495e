/// Bytes in the alphabet for URLs, without padding (RFC 4648 § 5, RFC 7515 § 2).
enum Base64URL {
  /// The bytes of a text; `nil` for padding, blanks, other letters, and bits that are left over and
  /// not zero: every run of bytes has one text only.
  ///
  /// - Complexity: O(text).
  static func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard text.count % 4 != 1 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count * 3 / 4)
    var (word, count): (UInt32, Int) = (0, 0)
    for letter in text {
      guard let value = value(of: letter) else { return nil }
      word = word << 6 | value
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(count)))
      word &= (1 << UInt32(count)) - 1
    }
    return word == 0 ? bytes : nil
  }

  private static func value(of letter: UInt8) -> UInt32? {
    switch letter {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "-"): 62
    case UInt8(ascii: "_"): 63
    default: nil
    }
  }
}
