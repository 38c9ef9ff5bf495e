/// Text of files that do not say their encoding.
enum LegacyText {
  /// UTF-8 where the bytes are that, Latin-1 otherwise; outer blanks and NULs are dropped.
  static func decoded(_ bytes: some Collection<UInt8>) -> String {
    let text =
      String(validating: bytes, as: UTF8.self)
      ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    return trimmed(text)
  }

  /// The text without blanks, line ends and control characters at its ends.
  static func trimmed(_ text: some StringProtocol) -> String {
    let isBlank: (Character) -> Bool = { $0.isWhitespace || $0 == "\0" }
    guard let first = text.firstIndex(where: { !isBlank($0) }),
      let last = text.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(text[first...last])
  }
}
