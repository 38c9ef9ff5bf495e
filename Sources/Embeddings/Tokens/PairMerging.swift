internal import Core

/// Byte-pair encoding (Sennrich, Haddow, Birch 2016): of all neighbours that may merge, the best
/// merge first, leftmost among equals, until none may.
///
/// O(n log n) through a heap of candidates, of which those that no longer hold are passed over; the
/// repeated search of the textbook is O(n²), which a long word of a hostile text would make hours.
enum PairMerging {
  /// A piece of the text: where it begins and ends among the first symbols, and its number.
  struct Symbol {
    var start: Int
    var end: Int
    var id: Int32
  }

  /// What two neighbours become, and how early: smaller ranks first.
  struct Merge {
    var rank: Float64
    var id: Int32
  }

  private struct Candidate {
    var rank: Float64
    var left: Int
    var right: Int
    /// Ends of both when it was found: a symbol that has grown since is another one.
    var leftEnd: Int
    var rightEnd: Int
    var id: Int32

    func comes(before other: Candidate) -> Bool {
      rank != other.rank ? rank < other.rank : left < other.left
    }
  }

  /// - Parameter merge: what two neighbours become; `nil` when they stay apart.
  static func merged(
    _ symbols: [Symbol], _ merge: (_ left: Symbol, _ right: Symbol) -> Merge?
  ) -> [Symbol] {
    guard symbols.count > 1 else { return symbols }
    var symbols = symbols
    var isAlive = [Bool](repeating: true, count: symbols.count)
    var next = Array(1...symbols.count)
    var previous = Array(-1..<symbols.count - 1)
    var heap = BinaryHeap<Candidate> { $0.comes(before: $1) }
    func offer(_ left: Int, _ right: Int) {
      guard left >= 0, right < symbols.count,
        let found = merge(symbols[left], symbols[right])
      else { return }
      heap.push(
        Candidate(
          rank: found.rank, left: left, right: right, leftEnd: symbols[left].end,
          rightEnd: symbols[right].end, id: found.id))
    }
    for left in 0..<symbols.count - 1 { offer(left, left + 1) }
    while let best = heap.pop() {
      guard isAlive[best.left], isAlive[best.right], next[best.left] == best.right,
        symbols[best.left].end == best.leftEnd, symbols[best.right].end == best.rightEnd
      else { continue }
      symbols[best.left].end = best.rightEnd
      symbols[best.left].id = best.id
      isAlive[best.right] = false
      next[best.left] = next[best.right]
      if next[best.right] < symbols.count { previous[next[best.right]] = best.left }
      offer(previous[best.left], best.left)
      offer(best.left, next[best.left])
    }
    return symbols.indices.filter { isAlive[$0] }.map { symbols[$0] }
  }
}
