import Testing

@testable import Vectors

/// Which parts are merged, and that each vector is copied seldom.
@Suite struct MergePlanTests {
  private func size(_ count: Int, isLog: Bool = false, dead: Int = 0) -> MergePlan.Size {
    MergePlan.Size(isLog: isLog, count: count, dead: dead)
  }

  @Test func nothingIsDueWhereAllIsSealed() {
    #expect(MergePlan.due([]) == nil)
    #expect(MergePlan.due([size(900), size(100)]) == nil)
  }

  @Test func aLogTakesSmallNeighboursAlong() {
    #expect(MergePlan.due([size(900), size(100, isLog: true)]) == 1..<2)
    #expect(MergePlan.due([size(900), size(150), size(100, isLog: true)]) == 1..<3)
    #expect(MergePlan.due([size(400), size(150), size(100, isLog: true)]) == 0..<3)
  }

  @Test func aWornSegmentIsWrittenAnew() {
    #expect(MergePlan.due([size(900, dead: 225), size(100)]) == nil)
    #expect(MergePlan.due([size(900, dead: 226), size(100)]) == 0..<1)
  }

  @Test func copyingGrowsWithTheLogarithm() {
    var (sizes, copied): ([MergePlan.Size], Int) = ([], 0)
    for _ in 0..<1_000 {
      sizes.append(size(50, isLog: true))
      while let range = MergePlan.due(sizes) {
        let total = sizes[range].reduce(0) { $0 + $1.living }
        sizes.replaceSubrange(range, with: [size(total)])
        copied += total
      }
      #expect(sizes.count <= 8)
    }
    #expect(copied < 50_000 * 12)
  }
}
