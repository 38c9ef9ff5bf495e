/// Alternatives in braces: `a{b,c}d` stands for `abd` and `acd`; they nest.
enum Braces {
  /// The most patterns that one may stand for: `{a,b}` twenty times over would be a million.
  static let limit = 1000

  /// The patterns without braces that a pattern stands for, in the order written; `nil` when a
  /// brace is not closed or there are more than ``limit``. Braces behind a backslash or inside a
  /// set are themselves.
  static func expand(_ pattern: [UInt8]) -> [[UInt8]]? {
    var finished: [[UInt8]] = []
    var pending = [pattern]
    while let next = pending.popLast() {
      guard let open = firstBrace(in: next) else {
        finished.append(next)
        continue
      }
      guard let group = group(in: next, openedAt: open) else { return nil }
      // Last first, as the list of pending patterns is a stack.
      for alternative in group.alternatives.reversed() {
        pending.append(Array(next[..<open]) + alternative + next[group.end...])
      }
      if finished.count + pending.count > limit { return nil }
    }
    return finished
  }

  private static func firstBrace(in pattern: [UInt8]) -> Int? {
    var scanner = Scanner(pattern: pattern, position: 0)
    while let (index, byte) = scanner.next() {
      if byte == UInt8(ascii: "{") { return index }
    }
    return nil
  }

  private static func group(
    in pattern: [UInt8], openedAt open: Int
  ) -> (alternatives: [ArraySlice<UInt8>], end: Int)? {
    var alternatives: [ArraySlice<UInt8>] = []
    var (depth, start) = (1, open + 1)
    var scanner = Scanner(pattern: pattern, position: start)
    while let (index, byte) = scanner.next() {
      switch byte {
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ",") where depth == 1:
        alternatives.append(pattern[start..<index])
        start = index + 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return (alternatives + [pattern[start..<index]], index + 1) }
      default: break
      }
    }
    return nil
  }

  /// Walks over the bytes that are neither escaped nor inside a set.
  private struct Scanner {
    let pattern: [UInt8]
    var position: Int

    mutating func next() -> (index: Int, byte: UInt8)? {
      while position < pattern.count {
        let index = position
        switch pattern[index] {
        case UInt8(ascii: "\\"): position += 2
        case UInt8(ascii: "["): position = endOfSet(openedAt: index)
        default:
          position += 1
          return (index, pattern[index])
        }
      }
      return nil
    }

    /// The position after the set's `]`, which as first member is a member.
    private func endOfSet(openedAt open: Int) -> Int {
      var index = open + 1
      if index < pattern.count, [UInt8(ascii: "!"), UInt8(ascii: "^")].contains(pattern[index]) {
        index += 1
      }
      index += 1
      while index < pattern.count {
        if pattern[index] == UInt8(ascii: "]") { return index + 1 }
        index += pattern[index] == UInt8(ascii: "\\") ? 2 : 1
      }
      return open + 1
    }
  }
}
