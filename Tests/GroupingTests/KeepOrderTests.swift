import Core
import Grouping
import TestSupport
import Testing

@Suite struct KeepOrderTests {
  private func candidate(
    _ path: FilePath, area: Int = 1, bytes: Int64 = 1, modified: Int64 = 0, metadata: Int = 0,
    priority: Int = 0, isReference: Bool = false
  ) -> KeepCandidate {
    KeepCandidate(
      paths: [path], area: area, byteSize: bytes, modified: modified, metadata: metadata,
      priority: priority, isReference: isReference)
  }

  @Test func laterRulesBreakTies() {
    let candidates = [
      candidate("c", area: 2, modified: 5), candidate("b", area: 2, modified: 9),
      candidate("a", area: 1, modified: 99),
    ]
    #expect(KeepOrder([.largestResolution, .newest]).ranked(candidates) == [1, 0, 2])
    #expect(KeepOrder([.newest]).ranked(candidates) == [2, 1, 0])
    #expect(KeepOrder([.oldest]).ranked(candidates) == [0, 1, 2])
    #expect(KeepOrder([]).ranked(candidates) == [2, 1, 0])
    let order = KeepOrder([.largestResolution, .newest])
    #expect(order.reason(for: candidates[1], over: candidates[0]) == "is the newest")
    #expect(order.reason(for: candidates[1], over: candidates[2]) == "has the most pixels")
  }

  @Test func aReferenceAlwaysWins() {
    let candidates = [candidate("a", area: 9), candidate("b", area: 1, isReference: true)]
    #expect(KeepOrder([.largestResolution]).ranked(candidates) == [1, 0])
  }

  @Test func pathsMayHavePriority() {
    let order = KeepOrder([.pathPriority])
    let candidates = [("x/1", 2), ("sel/1", 1), ("crop/1", 0)].map { path, priority in
      candidate(FilePath(path), priority: priority)
    }
    #expect(order.ranked(candidates) == [2, 1, 0])
  }

  /// The order does not depend on the order of asking.
  @Test func theOrderIsTotal() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      let candidates = (0..<6).map { number in
        candidate(
          FilePath("\(number)"), area: Int.random(in: 0..<3, using: &random),
          bytes: Int64.random(in: 0..<3, using: &random),
          modified: Int64.random(in: 0..<3, using: &random))
      }
      let order = KeepOrder(KeepRule.allCases.shuffled(using: &random))
      let expected = order.ranked(candidates).map { candidates[$0].paths }
      let mixed = candidates.shuffled(using: &random)
      #expect(order.ranked(mixed).map { mixed[$0].paths } == expected)
    }
  }
}
