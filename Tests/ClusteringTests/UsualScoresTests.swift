import Clustering
import TestSupport
import Testing

struct UsualScoresTests {
  @Test func aFewUnusualOnesDoNotMoveWhatIsUsual() throws {
    let usual = (0..<101).map { Float($0) }
    let plain = UsualScores(usual)
    #expect(plain.median == 50)
    // Those above are 1…50 away, in the middle 25.5.
    #expect(abs(plain.spread - 1.4826 * 25.5) < 1e-3)
    let threshold = try #require(plain.threshold)
    #expect(abs(threshold - (50 + 3.5 * 1.4826 * 25.5)) < 1e-3)
    let disturbed = UsualScores(usual + [1e6, 1e7])
    #expect(abs(disturbed.median - 51) < 1e-3 && disturbed.spread < 1.05 * plain.spread)
    #expect(disturbed.excess(of: 1e6) > 3.5 && disturbed.excess(of: 10) < 0)
  }

  @Test func tooFewAndAllTheSameHaveNoThreshold() {
    let few = UsualScores((0..<9).map { Float($0) })
    #expect(few.threshold == nil && few.excess(of: 1_000) == 0 && few.median == 4)
    let same = UsualScores([Float](repeating: 3, count: 500))
    #expect(same.threshold == nil && same.excess(of: 4) == 0)
    #expect(UsualScores((0..<10).map { Float($0) }).threshold != nil)
  }
}
