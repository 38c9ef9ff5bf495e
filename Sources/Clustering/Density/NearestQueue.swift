/// Vectors by the square of a distance, the nearest first and among equally near ones the smallest
/// number: a binary heap. A vector that came nearer is in it twice; the older entry is passed over.
struct NearestQueue {
  typealias Entry = (vector: Int, square: Float)

  private var entries: [Entry] = []

  /// O(log n).
  mutating func insert(_ vector: Int, square: Float) {
    entries.append((vector, square))
    var place = entries.count - 1
    while place > 0 {
      let above = (place - 1) / 2
      guard Self.isBefore(entries[place], entries[above]) else { return }
      entries.swapAt(place, above)
      place = above
    }
  }

  /// The first entry that is current; those before it are removed.
  mutating func first(where isCurrent: (Int, Float) -> Bool) -> Entry? {
    while let first = entries.first {
      if isCurrent(first.vector, first.square) { return first }
      removeFirst()
    }
    return nil
  }

  /// O(log n).
  mutating func removeFirst() {
    let last = entries.removeLast()
    if entries.isEmpty { return }
    entries[0] = last
    var place = 0
    while true {
      var next = place
      for below in [2 * place + 1, 2 * place + 2] where below < entries.count {
        if Self.isBefore(entries[below], entries[next]) { next = below }
      }
      if next == place { return }
      entries.swapAt(place, next)
      place = next
    }
  }

  private static func isBefore(_ one: Entry, _ other: Entry) -> Bool {
    one.square == other.square ? one.vector < other.vector : one.square < other.square
  }
}
