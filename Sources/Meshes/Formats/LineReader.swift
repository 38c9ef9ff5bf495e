/// Takes words and numbers off the beginning of a line, or of another piece of text. Lives no longer than the bytes it reads.
struct LineReader {
  private let bytes: UnsafeRawBufferPointer
  private var at = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The next word, in lower case; empty at the end of the line.
  mutating func word() -> String {
    skipBlanks()
    let start = at
    while at < bytes.count, !Self.isBlank(bytes[at]) { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self).lowercased()
  }

  /// Whether the next word is `text`, in lower case there and in any case here; takes it if so.
  mutating func takes(_ text: StaticString) -> Bool {
    skipBlanks()
    let count = text.utf8CodeUnitCount
    guard at + count <= bytes.count, at + count == bytes.count || Self.isBlank(bytes[at + count])
    else { return false }
    for index in 0..<count where bytes[at + index] | 0x20 != text.utf8Start[index] | 0x20 {
      return false
    }
    at += count
    return true
  }

  mutating func position() -> SIMD3<Float>? {
    guard let x = number(), let y = number(), let z = number() else { return nil }
    return SIMD3(x, y, z)
  }

  /// A decimal number, to within single precision; `nil` where there is none. `nan` and `inf` are
  /// none.
  mutating func number() -> Float? {
    skipBlanks()
    let isNegative = takesSign()
    var digits: UInt64 = 0
    var exponent = 0
    var hasDigits = false
    var isFraction = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else if let digit = Self.digit(byte) {
        hasDigits = true
        // More digits than fit change nothing that single precision shows.
        if digits < 1_000_000_000_000_000 {
          digits = digits * 10 + UInt64(digit)
          if isFraction { exponent -= 1 }
        } else if !isFraction {
          exponent += 1
        }
      } else {
        break
      }
      at += 1
    }
    guard hasDigits else { return nil }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      let isBelow = takesSign()
      guard let power = digitsOnly() else { return nil }
      exponent += isBelow ? -min(power, 400) : min(power, 400)
    }
    let value = Float(Self.scaled(Double(digits), by: exponent))
    return isNegative ? -value : value
  }

  /// A whole number; what follows it in the same word is left to the next call.
  mutating func integer() -> Int? {
    skipBlanks()
    let isNegative = takesSign()
    guard let value = digitsOnly() else { return nil }
    return isNegative ? -value : value
  }

  mutating func skipWord() {
    while at < bytes.count, !Self.isBlank(bytes[at]) { at += 1 }
  }

  private mutating func digitsOnly() -> Int? {
    let start = at
    var value = 0
    while at < bytes.count, let digit = Self.digit(bytes[at]) {
      value = min(value * 10 + digit, 1 << 40)
      at += 1
    }
    return at > start ? value : nil
  }

  private mutating func takesSign() -> Bool {
    guard at < bytes.count else { return false }
    let isNegative = bytes[at] == UInt8(ascii: "-")
    if isNegative || bytes[at] == UInt8(ascii: "+") { at += 1 }
    return isNegative
  }

  private mutating func skipBlanks() {
    while at < bytes.count, Self.isBlank(bytes[at]) { at += 1 }
  }

  private static func scaled(_ value: Double, by exponent: Int) -> Double {
    let powers = min(abs(exponent), 400)
    if powers <= 22 { return exponent < 0 ? value / tens[powers] : value * tens[powers] }
    var value = value
    for _ in 0..<powers { value = exponent < 0 ? value / 10 : value * 10 }
    return value
  }

  /// 10⁰…10²², which double precision has exactly.
  private static let tens: [Double] = (0..<22).reduce(into: [1]) { list, _ in
    list.append(list[list.count - 1] * 10)
  }

  private static func digit(_ byte: UInt8) -> Int? {
    let digit = Int(byte) - 48
    return (0...9).contains(digit) ? digit : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
