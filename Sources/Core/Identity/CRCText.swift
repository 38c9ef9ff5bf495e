/// A CRC-32 as text.
package enum CRCText {
  /// Eight lower-case hexadecimal digits.
  package static func digits(of crc: UInt32) -> String {
    Hexadecimal.string(of: (0..<4).map { UInt8(truncatingIfNeeded: crc >> (24 - 8 * $0)) })
  }

  /// The number that eight digits of either case spell; `nil` for anything else.
  package static func number(of text: String) -> UInt32? {
    text.utf8.count == 8 && text.utf8.first != UInt8(ascii: "+") ? UInt32(text, radix: 16) : nil
  }
}
