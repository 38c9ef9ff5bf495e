import Clustering
import Core
import TestSupport
import Testing

/// Against the plain way of doing it, on vectors that are hard: many copies, zeros, ties.
struct ClusteringReferenceTests {
  private static func vectors(_ count: Int, seed: UInt64, dimension: Int = 40) -> [[Float]] {
    var random = SeededGenerator(seed: seed)
    let centres = (0..<6).map { _ in
      (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
    }
    return (0..<count).map { row in
      if row % 11 == 0 { return centres[0] }
      if row % 29 == 1 { return [Float](repeating: 0, count: dimension) }
      return centres[row % 6].map { $0 + Float.random(in: -0.6...0.6, using: &random) }
    }
  }

  private static func cosine(_ vectors: UnitVectors, _ one: Int, _ other: Int) -> Float {
    vectors.cosines(of: one, with: [UInt32(other)])[0]
  }

  @Test(arguments: [0, 1, 2, 33, 700], [Float(0.92), 0.5, -1])
  func closePairsAreAllPairs(_ count: Int, _ least: Float) throws {
    let vectors = UnitVectors(Self.vectors(count, seed: 4))
    var expected: [ClosePair] = []
    for one in 0..<count {
      for other in 0..<count where other > one {
        let cosine = Self.cosine(vectors, one, other)
        if cosine >= least {
          expected.append(
            ClosePair(first: UInt32(one), second: UInt32(other), cosine: cosine))
        }
      }
    }
    let found = try ClosePairs(of: vectors, atLeast: least).pairs
    #expect(found == expected.sorted(by: ClosePair.comesBefore))
  }

  @Test func boundsAreBounds() {
    let vectors = UnitVectors(Self.vectors(300, seed: 5, dimension: 340))
    let all = (0..<UInt32(300)).map { $0 }
    for row in 0..<300 {
      let bounds = vectors.cosineBounds(of: row, with: all)
      for (bound, cosine) in zip(bounds, vectors.cosines(of: row, with: all)) {
        #expect(bound >= cosine && bound < cosine + 0.05)
      }
    }
  }

  /// The textbook's algorithm: all distances, the nearest two clusters merge.
  @Test(arguments: Linkage.allCases, [Float(0.9), 0.6, 0.3])
  func agglomerationIsTheTextbooks(_ linkage: Linkage, _ least: Float) throws {
    var random = SeededGenerator(seed: 9)
    let rows = Self.vectors(60, seed: 6).map {
      $0.map { $0 + Float.random(in: 0...0.01, using: &random) }
    }
    let vectors = UnitVectors(rows)
    var clusters = (0..<rows.count).map { [$0] }
    while true {
      var best: (Float, Int, Int) = (-.infinity, 0, 0)
      for one in clusters.indices {
        for other in clusters.indices where other > one {
          let cosines = clusters[one].flatMap { a in
            clusters[other].map { Self.cosine(vectors, a, $0) }
          }
          let value =
            switch linkage {
            case .average: cosines.reduce(0, +) / Float(cosines.count)
            case .complete: cosines.min()!
            case .single: cosines.max()!
            }
          if value > best.0 { best = (value, one, other) }
        }
      }
      if best.0 < least || clusters.count == 1 { break }
      clusters[best.1] += clusters.remove(at: best.2)
    }
    let labels = try Agglomeration(vectors, linkage: linkage).labels(atLeast: least)
    let expected = Set(clusters.filter { $0.count > 1 }.map(Set.init))
    #expect(ScikitFixture.sets(labels) == expected)
  }

  @Test(arguments: Linkage.allCases)
  func countsAreKept(_ linkage: Linkage) throws {
    let vectors = UnitVectors(Self.vectors(200, seed: 7))
    for count in [1, 3, 50, 200, 900] {
      let labels = try Agglomeration(vectors, linkage: linkage).labels(count: count)
      let found = Set(labels.compactMap { $0 }).count + labels.count { $0 == nil }
      #expect(found == min(count, 200))
    }
  }

  @Test func tooManyPairsAreAFault() {
    let vectors = UnitVectors(Self.vectors(300, seed: 8))
    #expect(throws: Fault.self) {
      try ClosePairs(of: vectors, atLeast: -1, maximumCount: 1_000)
    }
  }

  @Test func cancellationEndsIt() {
    let token = CancellationToken()
    token.cancel()
    let vectors = UnitVectors(Self.vectors(100, seed: 8))
    #expect(throws: Cancelled.self) {
      try ClosePairs(of: vectors, atLeast: 0.5, cancellation: token)
    }
    #expect(throws: Cancelled.self) {
      try DensityClusters(of: vectors, minimumSize: 3, samples: 3, cancellation: token)
    }
    #expect(throws: Cancelled.self) {
      try Agglomeration(vectors, linkage: .average, cancellation: token).labels(count: 2)
    }
  }

  @Test(arguments: [0, 1, 2, 5])
  func smallSets(_ count: Int) throws {
    let vectors = UnitVectors(Self.vectors(count, seed: 10))
    let clusters = try DensityClusters(of: vectors, minimumSize: 2, samples: 5)
    #expect(clusters.labels.count == count && clusters.probabilities.count == count)
    let scores = NeighbourhoodScores(try NeighbourGraph(of: vectors, degree: 10))
    #expect(scores.uniqueness.count == count)
    #expect(scores.outlierFactor.allSatisfy { $0.isFinite })
    for linkage in Linkage.allCases {
      #expect(try Agglomeration(vectors, linkage: linkage).labels(count: 1).count == count)
    }
  }

  /// A copy is common, a stranger unique, and the middle of a cluster stands for most.
  @Test func scoresSayWhatTheyMean() throws {
    var random = SeededGenerator(seed: 12)
    let centre = (0..<30).map { _ in Float.random(in: -1...1, using: &random) }
    var rows = (0..<80).map { _ in centre.map { $0 + Float.random(in: -0.4...0.4, using: &random) }
    }
    rows.append(centre)
    rows.append(centre.map { -$0 })
    let scores = NeighbourhoodScores(try NeighbourGraph(of: UnitVectors(rows), degree: 10))
    #expect(scores.representativeness[80] == 1)
    #expect(scores.uniqueness[81] == 1)
    #expect(scores.outlierFactor[81] == scores.outlierFactor.max())
    #expect(scores.representativeness[81] == 0)
  }
}
