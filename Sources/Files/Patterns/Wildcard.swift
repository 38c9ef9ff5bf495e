/// A compiled shell pattern over the bytes of a path.
///
/// The dialect is that of gitignore(5): `*` and `?` stop at a slash, `[a-z]`, `[!a-z]` and
/// `[[:alpha:]]` are sets that never hold the slash, `**/` stands for any number of folders, a
/// trailing `/**` for everything below, and a backslash takes the next byte as it is.
///
/// Matching needs no memory and never backtracks further than to the last `*` and the last `**`, so
/// a hostile pattern such as `*a*a*a*a*b` costs at most the product of the lengths for each folder
/// of the path, not exponential time.
struct Wildcard: Hashable, Sendable {
  enum Token: Hashable, Sendable {
    case literal(UInt8)
    case anyByte
    case set(ByteSet)
    /// `*`: bytes other than the slash.
    case star
    /// `**/`: nothing, or anything that ends with a slash.
    case folders
    /// A trailing `**`: anything.
    case everything
    /// What an unfinished set or escape compiles to.
    case impossible
  }

  private(set) var tokens: [Token]

  /// Whether the pattern is malformed (an unfinished `[` or a last backslash) and so matches nothing.
  var isMalformed: Bool { tokens.contains(.impossible) }

  /// Whether the pattern matches one text only: itself.
  var isLiteral: Bool {
    tokens.allSatisfy { if case .literal = $0 { true } else { false } }
  }

  init(_ pattern: some Collection<UInt8>) {
    var parser = WildcardParser(pattern: Array(pattern))
    tokens = parser.parse()
  }

  /// Whether the pattern matches the whole text.
  func matches(_ text: Span<UInt8>) -> Bool {
    var (token, position) = (0, 0)
    // Where to go on from when a later token fails: the token after the star, and the first byte
    // that the star has not swallowed yet.
    var star: (token: Int, position: Int)?
    var folders: (token: Int, position: Int)?
    while true {
      if token == tokens.count, position == text.count { return true }
      if token < tokens.count {
        switch tokens[token] {
        case .everything:
          return true
        case .star:
          token += 1
          star = (token, position)
          continue
        case .folders:
          token += 1
          folders = (token, position)
          star = nil
          continue
        case let single where position < text.count && Self.accepts(single, text[position]):
          token += 1
          position += 1
          continue
        default:
          break
        }
      }
      if let last = star, last.position < text.count, text[last.position] != UInt8(ascii: "/") {
        star = (last.token, last.position + 1)
        (token, position) = (last.token, last.position + 1)
      } else if let last = folders, let next = Self.afterSlash(text, from: last.position) {
        folders = (last.token, next)
        star = nil
        (token, position) = (last.token, next)
      } else {
        return false
      }
    }
  }

  private static func accepts(_ token: Token, _ byte: UInt8) -> Bool {
    switch token {
    case .literal(let wanted): byte == wanted
    case .anyByte: byte != UInt8(ascii: "/")
    case .set(let set): set.contains(byte)
    case .star, .folders, .everything, .impossible: false
    }
  }

  private static func afterSlash(_ text: Span<UInt8>, from start: Int) -> Int? {
    var position = start
    while position < text.count {
      position += 1
      if text[position - 1] == UInt8(ascii: "/") { return position }
    }
    return nil
  }
}
