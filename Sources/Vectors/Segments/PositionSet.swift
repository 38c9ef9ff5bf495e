/// Positions of a part as a bitmap that knows how many are in it.
struct PositionSet: Sendable {
  /// Bit `position % 64` of word `position / 64`.
  private(set) var words: [UInt64]
  private(set) var count = 0

  /// - Parameter capacity: positions are below it; it grows when one is not.
  init(capacity: Int) { words = [UInt64](repeating: 0, count: (capacity + 63) / 64) }

  init(words: [UInt64], count: Int) {
    self.words = words
    self.count = count
  }

  func contains(_ position: Int) -> Bool {
    position >> 6 < words.count && words[position >> 6] >> UInt64(position & 63) & 1 == 1
  }

  /// - Returns: whether it was not there yet.
  @discardableResult
  mutating func insert(_ position: Int) -> Bool {
    if contains(position) { return false }
    if position >> 6 >= words.count {
      words.append(contentsOf: repeatElement(0, count: position >> 6 + 1 - words.count))
    }
    words[position >> 6] |= 1 << UInt64(position & 63)
    count += 1
    return true
  }

  /// The positions of 0..<end that are in `self` and not in `other`; all of 0..<end when `self` is
  /// `nil`.
  static func allowed(
    _ chosen: PositionSet?, without other: PositionSet, end: Int
  ) -> PositionSet {
    var words = chosen?.words ?? [UInt64](repeating: ~0, count: (end + 63) / 64)
    for index in 0..<min(words.count, other.words.count) { words[index] &= ~other.words[index] }
    if chosen == nil, end % 64 != 0 { words[words.count - 1] &= ~0 >> UInt64(64 - end % 64) }
    return PositionSet(words: words, count: words.reduce(0) { $0 + $1.nonzeroBitCount })
  }
}

extension PositionSet {
  /// Ascending.
  var positions: some Sequence<Int> {
    words.lazy.enumerated().flatMap { index, word in
      sequence(state: word) { rest -> Int? in
        guard rest != 0 else { return nil }
        defer { rest &= rest - 1 }
        return index << 6 + rest.trailingZeroBitCount
      }
    }
  }
}
