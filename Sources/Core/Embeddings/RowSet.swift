/// A set of row numbers as a bitmap: what a filter leaves, and under what a vector scan runs.
///
/// Rows are numbers of a database table, 0 or greater and mostly dense: a bit a row up to the
/// greatest, 125 kB a million; rows outside ``range`` are in no set. Membership O(1); set operations
/// O(greatest row / 64).
package struct RowSet: Hashable, Sendable {
  /// Bit `row % 64` of word `row / 64`. The last word is never zero, so that equal sets are equal.
  package private(set) var words: [UInt64]

  /// What a damaged file names beyond any table's rows must not take memory.
  package static let range: Range<Int64> = 0..<1 << 32

  package init() { words = [] }

  package init(_ rows: some Sequence<Int64>) {
    self.init()
    for row in rows { insert(row) }
  }

  /// The rows whose bits are set: bit `row % 64` of word `row / 64`. O(words).
  package init(words: [UInt64]) {
    self.words = words
    trim()
  }

  /// How many rows are in the set. O(greatest row / 64).
  package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
  package var isEmpty: Bool { words.isEmpty }

  package func contains(_ row: Int64) -> Bool {
    guard row >= 0, row >> 6 < words.count else { return false }
    return words[Int(row >> 6)] >> UInt64(row & 63) & 1 == 1
  }

  package mutating func insert(_ row: Int64) {
    guard Self.range.contains(row) else { return }
    let word = Int(row >> 6)
    if word >= words.count {
      words.append(contentsOf: repeatElement(0, count: word + 1 - words.count))
    }
    words[word] |= 1 << UInt64(row & 63)
  }

  package mutating func remove(_ row: Int64) {
    guard contains(row) else { return }
    words[Int(row >> 6)] &= ~(1 << UInt64(row & 63))
    trim()
  }

  package func intersection(_ other: RowSet) -> RowSet { combined(zip(words, other.words), &) }

  package func union(_ other: RowSet) -> RowSet {
    var result = words.count >= other.words.count ? self : other
    let smaller = words.count >= other.words.count ? other : self
    for index in smaller.words.indices { result.words[index] |= smaller.words[index] }
    return result
  }

  package func subtracting(_ other: RowSet) -> RowSet {
    var result = self
    for index in 0..<Swift.min(words.count, other.words.count) {
      result.words[index] &= ~other.words[index]
    }
    result.trim()
    return result
  }

  private func combined(
    _ pairs: Zip2Sequence<[UInt64], [UInt64]>, _ operation: (UInt64, UInt64) -> UInt64
  ) -> RowSet {
    var result = RowSet()
    result.words = pairs.map(operation)
    result.trim()
    return result
  }

  private mutating func trim() {
    while words.last == 0 { words.removeLast() }
  }
}

extension RowSet: Sequence {
  /// Ascending.
  package func makeIterator() -> AnyIterator<Int64> {
    var (index, word) = (0, words.first ?? 0)
    return AnyIterator {
      while word == 0 {
        index += 1
        guard index < words.count else { return nil }
        word = words[index]
      }
      let bit = word.trailingZeroBitCount
      word &= word - 1
      return Int64(index << 6 + bit)
    }
  }
}
