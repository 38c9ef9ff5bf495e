/// A pattern of SQL's `LIKE` with `\` as its escape, as SQLite reads it.
struct LikePattern {
  private enum Token: Equatable {
    case anything, one
    case scalar(Unicode.Scalar)
    /// An escape with nothing behind it, which matches nothing.
    case never
  }

  private let tokens: [Token]

  init(_ pattern: String) {
    var tokens: [Token] = []
    var scalars = pattern.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      switch scalar {
      case "%": tokens.append(.anything)
      case "_": tokens.append(.one)
      case "\\": tokens.append(scalars.next().map { .scalar(Self.folded($0)) } ?? .never)
      default: tokens.append(.scalar(Self.folded(scalar)))
      }
    }
    self.tokens = tokens
  }

  /// O(pattern · text).
  func matches(_ text: String) -> Bool {
    // Which numbers of tokens may have been used up so far.
    var reached = Set([0])
    skipAnything(&reached)
    for scalar in text.unicodeScalars {
      var next = Set<Int>()
      for position in reached where position < tokens.count {
        switch tokens[position] {
        case .anything: next.insert(position)
        case .one: next.insert(position + 1)
        case .scalar(let wanted):
          if wanted == Self.folded(scalar) { next.insert(position + 1) }
        case .never: break
        }
      }
      reached = next
      skipAnything(&reached)
      if reached.isEmpty { return false }
    }
    return reached.contains(tokens.count)
  }

  private func skipAnything(_ reached: inout Set<Int>) {
    for start in reached {
      var position = start
      while position < tokens.count, tokens[position] == .anything {
        position += 1
        reached.insert(position)
      }
    }
  }

  private static func folded(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    ("A"..."Z").contains(scalar) ? Unicode.Scalar(scalar.value + 32)! : scalar
  }

  /// A pattern for texts that contain the words, in which `*` stands for anything and `?` for one
  /// character; with neither, the words may stand anywhere.
  static func containing(_ words: String) -> String {
    var pattern = ""
    var hasWildcard = false
    for character in words {
      switch character {
      case "*":
        pattern += "%"
        hasWildcard = true
      case "?":
        pattern += "_"
        hasWildcard = true
      case "%", "_", "\\": pattern += "\\" + String(character)
      default: pattern.append(character)
      }
    }
    return hasWildcard ? pattern : "%" + pattern + "%"
  }
}
