import Clustering
import Core
import TestSupport
import Testing

struct GaussianScoresTests {
  @Test(arguments: [true, false])
  func asScikitLearn(byVectors: Bool) throws {
    let fixture = try ScikitFixture.load()
    let scores = try GaussianScores(of: fixture.units, byVectors: byVectors)
    #expect(abs(scores.shrinkage - fixture.gaussian.shrinkage) < 1e-4)
    #expect(scores.distances.count == fixture.gaussian.distances.count)
    for (one, other) in zip(scores.distances, fixture.gaussian.distances) {
      #expect(abs(one - other) < 2e-3 * max(1, other))
    }
  }

  @Test(arguments: [(30, 64), (300, 16), (2, 5), (1, 4), (40, 40)])
  func bothWaysAgree(count: Int, dimension: Int) throws {
    var random = SeededGenerator(seed: UInt64(count))
    let vectors = UnitVectors(
      (0..<count).map { _ in
        (0..<dimension).map { place in
          Float.random(in: -1...1, using: &random) / Float(place + 1)
        }
      })
    let one = try GaussianScores(of: vectors, byVectors: true, threads: 1)
    let other = try GaussianScores(of: vectors, byVectors: false, threads: 3)
    #expect(abs(one.shrinkage - other.shrinkage) < 1e-3)
    for (first, second) in zip(one.distances, other.distances) {
      #expect(first.isFinite && abs(first - second) < 5e-3 * max(1, second))
    }
  }

  @Test func oneAwayFromTheCloudIsTheFarthest() throws {
    var random = SeededGenerator(seed: 12)
    // A flat cloud: its last numbers hardly vary, and the stray differs only there.
    var rows = (0..<600).map { _ in
      (0..<16).map { place in
        place == 0 ? 3 : Float.random(in: -1...1, using: &random) * (place < 8 ? 1 : 0.05)
      }
    }
    rows[417] = [3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5]
    let distances = try GaussianScores(of: UnitVectors(rows), threads: 2).distances
    #expect(distances.indices.max { distances[$0] < distances[$1] } == 417)
    let usual = UsualScores(distances)
    #expect(usual.excess(of: distances[417]) > 10)
    #expect(distances.count { $0 > usual.threshold ?? .infinity } <= 3)
  }

  @Test(arguments: [true, false])
  func equalVectorsAreInTheMiddle(byVectors: Bool) throws {
    let vectors = UnitVectors([[Float]](repeating: [0.6, 0.8, 0], count: 5))
    #expect(
      try GaussianScores(of: vectors, byVectors: byVectors).distances == [0, 0, 0, 0, 0])
  }

  @Test func itCanBeCancelled() throws {
    let cancellation = CancellationToken()
    cancellation.cancel()
    let units = try ScikitFixture.load().units
    #expect(throws: Cancelled.self) { try GaussianScores(of: units, cancellation: cancellation) }
  }
}
