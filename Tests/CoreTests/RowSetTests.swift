import Core
import TestSupport
import Testing

@Suite struct RowSetTests {
  @Test func agreesWithASetOfNumbers() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<50 {
      let greatest = Int64.random(in: 1...1_000, using: &generator)
      func rows() -> Set<Int64> {
        Set(
          (0..<Int.random(in: 0...200, using: &generator)).map { _ in
            Int64.random(in: 0...greatest, using: &generator)
          })
      }
      let (one, other) = (rows(), rows())
      let (first, second) = (RowSet(one), RowSet(other))
      #expect(Array(first) == one.sorted())
      #expect(first.count == one.count)
      #expect(first.intersection(second) == RowSet(one.intersection(other)))
      #expect(first.union(second) == RowSet(one.union(other)))
      #expect(first.subtracting(second) == RowSet(one.subtracting(other)))
      for row in 0...greatest { #expect(first.contains(row) == one.contains(row)) }
      var emptied = first
      for row in one { emptied.remove(row) }
      #expect(emptied.isEmpty && emptied == RowSet())
    }
  }

  @Test func rowsBeyondTheGreatestAreNotIn() {
    #expect(!RowSet([3]).contains(1 << 40))
    #expect(!RowSet([3]).contains(-1))
  }

  @Test func rowsThatNoTableHasTakeNoMemory() {
    #expect(RowSet([-1, 3, .max, 1 << 32]) == RowSet([3]))
  }
}
