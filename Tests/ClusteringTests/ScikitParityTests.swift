import Clustering
import Core
import Testing

/// Against scikit-learn, on the vectors of its fixture.
struct ScikitParityTests {
  private let fixture: ScikitFixture
  private let vectors: UnitVectors

  init() throws {
    fixture = try ScikitFixture.load()
    vectors = fixture.units
  }

  @Test func agglomerative() throws {
    #expect(fixture.agglomerative.count == 21)
    for expected in fixture.agglomerative {
      let linkage = try #require(Linkage(rawValue: expected.linkage))
      let agglomeration = Agglomeration(vectors, linkage: linkage)
      let labels =
        if let cosine = expected.cosine {
          try agglomeration.labels(atLeast: cosine)
        } else {
          try agglomeration.labels(count: try #require(expected.count))
        }
      #expect(
        ScikitFixture.sets(labels) == ScikitFixture.sets(expected.labels),
        "\(linkage) \(expected.cosine ?? 0) \(expected.count ?? 0)")
    }
  }

  @Test func density() throws {
    for expected in fixture.density {
      let clusters = try DensityClusters(
        of: vectors, minimumSize: expected.size, samples: expected.samples)
      let comment = Comment("size \(expected.size), samples \(expected.samples)")
      #expect(ScikitFixture.sets(clusters.labels) == ScikitFixture.sets(expected.labels), comment)
      for (one, other) in zip(clusters.probabilities, expected.probabilities) {
        #expect(abs(one - other) < 2e-3, comment)
      }
    }
  }

  @Test func outlierFactors() throws {
    let graph = try NeighbourGraph(of: vectors, degree: fixture.outlier.neighbours)
    let factors = NeighbourhoodScores(graph).outlierFactor
    for (one, other) in zip(factors, fixture.outlier.factors) { #expect(abs(one - other) < 1e-3) }
  }

  @Test func distancesOfTheNearest() throws {
    let graph = try NeighbourGraph(of: vectors, degree: 10)
    let means = NeighbourhoodScores.distances(graph, nearest: fixture.distance.nearest)
    for (one, other) in zip(means, fixture.distance.means) { #expect(abs(one - other) < 1e-4) }
  }

  @Test func nearestNeighbours() throws {
    let graph = try NeighbourGraph(of: vectors, degree: fixture.neighbours.degree)
    for row in 0..<vectors.count {
      #expect(Array(graph.neighbours(of: row)) == fixture.neighbours.indices[row])
      for (one, other) in zip(graph.cosines(of: row), fixture.neighbours.cosines[row]) {
        #expect(abs(one - other) < 1e-5)
      }
    }
  }
}
