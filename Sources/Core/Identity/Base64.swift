/// Bytes as base 64 with padding (RFC 4648 § 4).
package enum Base64 {
  package static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var word = UInt32(bytes[start]) << 16
      if count > 1 { word |= UInt32(bytes[start + 1]) << 8 }
      if count > 2 { word |= UInt32(bytes[start + 2]) }
      for position in 0..<4 {
        text.append(position <= count ? digits[Int(word >> (18 - 6 * UInt32(position))) & 63] : pad)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let pad = UInt8(ascii: "=")
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
