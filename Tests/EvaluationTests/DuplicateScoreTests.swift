import Core
import Evaluation
import Testing

@Suite struct DuplicateScoreTests {
  private static func file(
    _ name: String, _ scene: String, _ transform: String, _ kind: GroundTruth.Kind = .copy
  ) -> GroundTruth.File {
    GroundTruth.File(
      path: FilePath(name), scene: scene, transform: transform, kind: kind, split: "test")
  }

  private let truth = [
    file("a0", "a", "original"), file("a1", "a", "crop-5"), file("a2", "a", "gray"),
    file("b0", "b", "original"), file("b1", "b", "crop-5"),
    file("s", "s", "original", .single),
    file("f0", "f", "frame-0", .burst), file("f1", "f", "frame-1", .burst),
  ]

  @Test func aPerfectAnswerScoresOne() {
    let score = DuplicateScore(truth: truth, groups: [[0, 1, 2], [3, 4]], automatic: [(0, 1)])
    #expect(score.precision == 1 && score.pairRecall == 1 && score.f1 == 1)
    #expect(score.endangered.isEmpty && score.burstPairsMerged == 0)
    #expect(score.removed == 3 && score.removable == 3)
    #expect(score.recall["crop-5"]! == (2, 2))
    #expect(score.automaticPrecision == 1)
  }

  @Test func aStrangerInAGroupEndangersItAndCostsPrecision() {
    let score = DuplicateScore(truth: truth, groups: [[0, 1, 5]], automatic: [(0, 5)])
    #expect(score.truePairs == 1 && score.falsePairs == 2 && score.missedPairs == 3)
    #expect(score.endangered.count == 1)
    #expect(score.automaticPrecision == 0)
    #expect(score.recall["gray"]! == (0, 1))
  }

  @Test func framesOfABurstAreDifferentPictures() {
    let score = DuplicateScore(truth: truth, groups: [[6, 7]], automatic: [])
    #expect(score.burstPairsMerged == 1 && score.endangered.count == 1 && score.falsePairs == 1)
  }
}
