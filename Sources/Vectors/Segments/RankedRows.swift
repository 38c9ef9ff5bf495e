import Core
import Kernels

/// Which rows a segment has and where: its rows ascend, so that a row's position is its rank. A
/// bitmap with a running count for each word answers in constant time; 1.5 bits a row of the range
/// that the rows span, and 4 bytes a row more only where rows have several vectors.
struct RankedRows: Sendable {
  /// Number of the bitmap's first word: rows from 64 · `firstWord` on.
  private let firstWord: Int
  private let words: [UInt64]
  /// Rows before each word.
  private let ranks: [UInt32]
  /// Distinct rows.
  let rowCount: Int
  /// Where the vectors of the row of each rank begin, and the end; empty when each row has one.
  private let starts: [UInt32]

  /// - Parameter rows: ascending; may repeat.
  init(_ rows: UnsafeBufferPointer<Int64>) {
    guard let first = rows.first, let last = rows.last else {
      (firstWord, words, ranks, rowCount, starts) = (0, [], [], 0, [])
      return
    }
    firstWord = Int(first >> 6)
    var words = [UInt64](repeating: 0, count: Int(last >> 6) - firstWord + 1)
    for row in rows { words[Int(row >> 6) - firstWord] |= 1 << UInt64(row & 63) }
    var (ranks, total): ([UInt32], UInt32) = ([], 0)
    ranks.reserveCapacity(words.count)
    for word in words {
      ranks.append(total)
      total += UInt32(word.nonzeroBitCount)
    }
    (self.words, self.ranks, rowCount) = (words, ranks, Int(total))
    guard rowCount < rows.count else {
      starts = []
      return
    }
    var starts: [UInt32] = []
    starts.reserveCapacity(rowCount + 1)
    for (position, row) in rows.enumerated() where position == 0 || rows[position - 1] != row {
      starts.append(UInt32(position))
    }
    starts.append(UInt32(rows.count))
    self.starts = starts
  }

  var rowSet: RowSet { RowSet(words: [UInt64](repeating: 0, count: firstWord) + words) }

  /// Where a row's vectors lie; empty when it has none. O(1).
  func positions(of row: Int64) -> Range<Int> {
    let word = Int(row >> 6) - firstWord
    let bit: UInt64 = 1 << UInt64(row & 63)
    guard word >= 0, word < words.count, words[word] & bit != 0 else { return 0..<0 }
    let rank = Int(ranks[word]) + (words[word] & (bit - 1)).nonzeroBitCount
    return starts.isEmpty ? rank..<rank + 1 : Int(starts[rank])..<Int(starts[rank + 1])
  }

  /// The positions of the rows of a set. O(span of the rows / 64), and O(rows found) more where rows
  /// have several vectors.
  func positions(of set: RowSet) -> PositionSet {
    let lower = min(firstWord, set.words.count)
    let upper = min(firstWord + words.count, set.words.count)
    var chosen = set.words[lower..<upper]
    let missing = words.count - chosen.count
    if missing > 0 { chosen.append(contentsOf: repeatElement(0, count: missing)) }
    let (bits, count) = VectorKernel.extract(chosen, at: words, ones: rowCount)
    guard !starts.isEmpty else { return PositionSet(words: bits, count: count) }
    var positions = PositionSet(capacity: Int(starts[rowCount]))
    for (index, word) in bits.enumerated() {
      var rest = word
      while rest != 0 {
        let rank = index << 6 + rest.trailingZeroBitCount
        rest &= rest - 1
        for position in starts[rank]..<starts[rank + 1] { positions.insert(Int(position)) }
      }
    }
    return positions
  }
}
