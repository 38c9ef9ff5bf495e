import Core
import Foundation
import Quality
import TestSupport
import Testing

/// A model is believed about quality when damaged pictures score lower, and only then.
@Suite struct ClipTrialTests {
  /// Puts pictures at an angle between "Good photo." (0) and "Bad photo." (a right angle).
  private struct Judge: ImageEmbedding, TextEmbedding {
    let space = VectorSpace(name: "judge", dimension: 2)
    let preferredBatch = 2
    let badness: @Sendable (RGBImage) -> Double

    func fitted(_ image: RGBImage) -> FittedPicture { FittedPicture(image) }

    func vectors(of pictures: [FittedPicture]) throws(Fault) -> [[Float]] {
      pictures.map { picture in
        let share = badness(picture.image)
        let length = (share * share + (1 - share) * (1 - share)).squareRoot()
        return [Float((1 - share) / length), Float(share / length)]
      }
    }

    func vectors(of texts: [String]) throws(Fault) -> [[Float]] {
      texts.map { $0 == ClipDirection.good ? [1, 0] : [0, 1] }
    }
  }

  private let pictures = (1...40).map {
    DrawnPicture.image(seed: UInt64($0), width: 96, height: 64)
  }

  private func trial(_ judge: Judge, _ pictures: [RGBImage]? = nil) throws -> ClipTrial {
    try ClipTrial(
      of: judge, direction: ClipDirection(of: judge), pictures: pictures ?? self.pictures)
  }

  @Test func aJudgeWhoKnowsDamagePasses() throws {
    let whole = Set(pictures)
    let trial = try trial(Judge { whole.contains($0) ? 0.4 : 0.6 })
    #expect(trial.lower == 24 && trial.pictures == 24 && trial.isPassed)
    #expect(Set(trial.counts.map(\.damage)) == Set(PictureDamage.allCases))
    #expect(trial.counts.allSatisfy { $0.pictures == 6 })
  }

  @Test func judgesWhoGuessOrSayOneThingFail() throws {
    let constant = try trial(Judge { _ in 0.5 })
    #expect(constant.lower == 0 && !constant.isPassed)
    let guess = try trial(
      Judge { Double($0.samples.reduce(0) { $0 &* 31 &+ Int($1) } & 255) / 255 })
    #expect((4...18).contains(guess.lower) && !guess.isPassed, "\(guess.lower)")
    let whole = Set(pictures)
    #expect(try trial(Judge { whole.contains($0) ? 0.6 : 0.4 }).lower == 0)
  }

  /// Blind to one damage, a judge may still come to three quarters.
  @Test func everyDamageMustCount() throws {
    let whole = Set(pictures)
    let blind = try trial(
      Judge { picture in
        let isDark = picture.samples.allSatisfy { $0 <= 25 }
        return whole.contains(picture) || isDark ? 0.4 : 0.6
      })
    #expect(blind.missed.map(\.damage) == [.darkened] && !blind.isPassed)
    #expect(blind.lower == 18)
  }

  @Test func tooFewPicturesProveNothing() throws {
    let whole = Set(pictures)
    let judge = Judge { whole.contains($0) ? 0.4 : 0.6 }
    #expect(try !trial(judge, Array(pictures.prefix(7))).isPassed)
    #expect(try trial(judge, Array(pictures.prefix(8))).isPassed)
    #expect(try !trial(judge, []).isPassed)
  }

  /// The least that a coin reaches once in a hundred times at most, and three quarters.
  @Test func theBarIsThatOfChance() {
    #expect(ClipTrial.leastLower(of: 8) == 8)
    #expect(ClipTrial.leastLower(of: 12) == 11)
    #expect(ClipTrial.leastLower(of: 16) == 14)
    #expect(ClipTrial.leastLower(of: 24) == 19)
    #expect(ClipTrial.leastLower(of: 60) == 45)
    #expect(ClipTrial.leastLower(of: 6) > 6)
  }

  /// The softmax of 100 · cosine over the two texts, worked out in full.
  @Test func theScoreIsTheSoftmax() throws {
    let direction = try ClipDirection(of: Judge { _ in 0 })
    let vector: [Float] = [0.7102, 0.7040]
    let (good, bad) = (exp(100 * 0.7102), exp(100 * 0.7040))
    let score = try #require(direction.score(vector))
    #expect(abs(score - good / (good + bad)) < 1e-4)
    #expect(direction.score([1, 0, 0]) == nil)
    #expect(direction.score([.nan, 0]) == nil)
    #expect(direction.score([1, 0]) == 1 && direction.score([0, 1]).map { $0 < 1e-40 } == true)
  }

  @Test func damageKeepsTheSizeAndRepeats() {
    for damage in PictureDamage.allCases {
      for (width, height) in [(1, 1), (3, 200), (96, 64)] {
        let image = DrawnPicture.image(seed: 3, width: width, height: height)
        let damaged = damage.applied(to: image)
        #expect(damaged.width == width && damaged.height == height)
        #expect(damaged == damage.applied(to: image))
      }
      #expect(damage.applied(to: pictures[0]) != pictures[0])
    }
  }
}
