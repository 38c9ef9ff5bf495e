import Core
import Quality
import TestSupport
import Testing

@Suite struct GroupRankingTests {
  private func candidate(
    _ name: String, bytes: Int64 = 1000, width: Int = 4000, height: Int = 3000,
    sharpness: Double? = 1, exposure: Double? = 0.9, quality: Double? = 0.7, clip: Double? = nil,
    metadata: Int = 6, gates: Set<GroupCandidate.Gate> = []
  ) -> GroupCandidate {
    GroupCandidate(
      path: FilePath(name), bytes: bytes, width: width, height: height, sharpness: sharpness,
      exposure: exposure, quality: quality, clipIQA: clip, metadataRichness: metadata, gates: gates)
  }

  @Test func aGateOutweighsEveryMeasure() {
    let places = GroupRanking.places(of: [
      candidate("a", sharpness: 9, quality: 0.99, gates: [.closedEyes]),
      candidate("b", sharpness: 0.5, quality: 0.4),
    ])
    #expect(places.map(\.index) == [1, 0])
    #expect(places[0].reasons.first == "eyes are open")
    #expect(places[1].reasons.first == "eyes are closed")
  }

  @Test func sayingWhyNamesResolutionMetadataAndSharpness() {
    let places = GroupRanking.places(of: [
      candidate("small", width: 2000, height: 1500, sharpness: 0.4, metadata: 0),
      candidate("original"),
      candidate("middling", width: 3000, height: 2250, sharpness: 0.6),
    ])
    #expect(places.map(\.index) == [1, 2, 0])
    #expect(places[2].reasons.contains("−9.0 MP"))
    #expect(places[2].reasons.contains("EXIF lost"))
    #expect(places[2].reasons.contains { $0.hasPrefix("softer by") && $0.hasSuffix("σ") })
    #expect(places[0].reasons.contains { $0.hasPrefix("sharper by") })
  }

  @Test func clipCountsOnlyWhereEveryPictureHasIt() {
    let all = GroupRanking.places(of: [
      candidate("a", clip: 0.2), candidate("b", clip: 0.9), candidate("c", clip: 0.3),
    ])
    #expect(all[0].index == 1)
    #expect(all[0].reasons.contains { $0.hasPrefix("CLIP-IQA higher by") })
    let some = GroupRanking.places(of: [
      candidate("a", clip: 0.2), candidate("b", clip: 0.9), candidate("c"),
    ])
    #expect(some.map(\.index) == [0, 1, 2])
    #expect(some.allSatisfy { !$0.reasons.joined().contains("CLIP-IQA") })
  }

  @Test func equalsTieBySizeThenPath() {
    let places = GroupRanking.places(of: [
      candidate("c"), candidate("b"), candidate("a", bytes: 900),
    ])
    #expect(places.map(\.index) == [1, 0, 2])
    #expect(places[0].reasons == ["as good; first by path"])
    #expect(places[2].reasons == ["smaller file"])
    #expect(places.allSatisfy { abs($0.score) < 1e-9 })
  }

  @Test func differencesOfChanceDoNotDecide() {
    // A hundredth more quality, but the other file is larger.
    let places = GroupRanking.places(of: [
      candidate("a", quality: 0.701), candidate("b", bytes: 1_000_000, quality: 0.7),
    ])
    #expect(abs(places[0].score) < 0.1)
  }

  @Test func theOrderOfTheCandidatesDoesNotMatter() {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<50 {
      let group = (0..<6).map { index in
        candidate(
          "\(index)", bytes: Int64.random(in: 1...3, using: &random),
          sharpness: Bool.random(using: &random) ? Double.random(in: 0...2, using: &random) : nil,
          quality: Double.random(in: 0...1, using: &random))
      }
      let shuffled = group.shuffled(using: &random)
      let paths = GroupRanking.places(of: group).map { group[$0.index].path }
      #expect(GroupRanking.places(of: shuffled).map { shuffled[$0.index].path } == paths)
    }
  }

  @Test func oneOrNoneIsNoProblem() {
    #expect(GroupRanking.places(of: []).isEmpty)
    #expect(GroupRanking.places(of: [candidate("a")]).map(\.reasons) == [[]])
    let unknown = candidate("a", sharpness: nil, exposure: nil, quality: .nan)
    #expect(GroupRanking.places(of: [unknown, unknown]).allSatisfy { $0.score == 0 })
  }
}
