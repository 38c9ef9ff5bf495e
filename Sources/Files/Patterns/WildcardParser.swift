/// Turns the text of a shell pattern into the tokens of a ``Wildcard``.
struct WildcardParser {
  let pattern: [UInt8]
  private var position = 0

  init(pattern: [UInt8]) { self.pattern = pattern }

  mutating func parse() -> [Wildcard.Token] {
    var tokens: [Wildcard.Token] = []
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "?"): tokens.append(.anyByte)
      case UInt8(ascii: "*"): tokens.append(stars())
      case UInt8(ascii: "["): tokens.append(set().map { .set($0) } ?? .impossible)
      case UInt8(ascii: "\\"): tokens.append(next().map { .literal($0) } ?? .impossible)
      default: tokens.append(.literal(byte))
      }
    }
    return tokens
  }

  private mutating func next() -> UInt8? {
    guard position < pattern.count else { return nil }
    defer { position += 1 }
    return pattern[position]
  }

  private func peek(_ offset: Int = 0) -> UInt8? {
    position + offset < pattern.count ? pattern[position + offset] : nil
  }

  /// A run of stars whose first was just read. Two or more mean folders only as a whole component.
  private mutating func stars() -> Wildcard.Token {
    let start = position - 1
    while peek() == UInt8(ascii: "*") { position += 1 }
    let opensComponent = start == 0 || pattern[start - 1] == UInt8(ascii: "/")
    guard position - start > 1, opensComponent else { return .star }
    switch peek() {
    case nil: return .everything
    case UInt8(ascii: "/"):
      position += 1
      return .folders
    default: return .star
    }
  }

  /// A set whose `[` was just read; `nil` when its end is missing or it names an unknown class.
  private mutating func set() -> ByteSet? {
    var set = ByteSet()
    let isNegated = peek() == UInt8(ascii: "!") || peek() == UInt8(ascii: "^")
    if isNegated { position += 1 }
    var previous: UInt8?
    var isFirst = true
    while true {
      // A `]` in the first place is a member.
      guard let byte = next() else { return nil }
      if byte == UInt8(ascii: "]"), !isFirst { break }
      isFirst = false
      if byte == UInt8(ascii: "\\") {
        guard let escaped = next() else { return nil }
        set.insert(escaped)
        previous = escaped
      } else if byte == UInt8(ascii: "-"), let low = previous, let end = peek(),
        end != UInt8(ascii: "]")
      {
        position += 1
        guard let high = end == UInt8(ascii: "\\") ? next() : end else { return nil }
        if low <= high { set.insert(low...high) }
        previous = nil
      } else if byte == UInt8(ascii: "["), peek() == UInt8(ascii: ":"), hasClassName() != false {
        guard insertClass(into: &set) else { return nil }
        previous = nil
      } else {
        set.insert(byte)
        previous = byte
      }
    }
    if isNegated { set.invert() }
    set.remove(UInt8(ascii: "/"))
    return set
  }

  /// Whether `:name:]` follows; `nil` when no `]` is left at all.
  private func hasClassName() -> Bool? {
    guard let end = pattern[(position + 1)...].firstIndex(of: UInt8(ascii: "]")) else { return nil }
    return end > position + 1 && pattern[end - 1] == UInt8(ascii: ":")
  }

  /// Reads `:name:]` and adds the class's bytes; false when there is no such class.
  private mutating func insertClass(into set: inout ByteSet) -> Bool {
    guard let end = pattern[(position + 1)...].firstIndex(of: UInt8(ascii: "]")) else {
      return false
    }
    let name = String(decoding: pattern[(position + 1)..<(end - 1)], as: UTF8.self)
    position = end + 1
    guard let ranges = Self.classes[name] else { return false }
    for range in ranges { set.insert(range) }
    return true
  }

  /// The character classes of POSIX in the C locale.
  private static let classes: [String: [ClosedRange<UInt8>]] = [
    "alnum": [0x30...0x39, 0x41...0x5A, 0x61...0x7A],
    "alpha": [0x41...0x5A, 0x61...0x7A],
    "blank": [0x09...0x09, 0x20...0x20],
    "cntrl": [0x00...0x1F, 0x7F...0x7F],
    "digit": [0x30...0x39],
    "graph": [0x21...0x7E],
    "lower": [0x61...0x7A],
    "print": [0x20...0x7E],
    "punct": [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E],
    "space": [0x09...0x0D, 0x20...0x20],
    "upper": [0x41...0x5A],
    "xdigit": [0x30...0x39, 0x41...0x46, 0x61...0x66],
  ]
}
