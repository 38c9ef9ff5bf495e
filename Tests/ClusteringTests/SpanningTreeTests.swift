import Core
import TestSupport
import Testing

@testable import Clustering

/// Against Prim's algorithm as it is written, to the edge: among equal distances too, since the order
/// of those decides which clusters HDBSCAN sees.
struct SpanningTreeTests {
  /// Dense regions of many sizes, noise between them, copies, zeros, and distances that repeat.
  private static func vectors(_ count: Int, seed: UInt64, dimension: Int) -> UnitVectors {
    var random = SeededGenerator(seed: seed)
    let centres = (0..<9).map { _ in
      (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
    }
    return UnitVectors(
      (0..<count).map { row in
        if row % 13 == 0 { return centres[row % 2] }
        if row % 31 == 1 { return [Float](repeating: 0, count: dimension) }
        if row % 7 == 2 {
          return (0..<dimension).map { _ in Float.random(in: -1...1, using: &random) }
        }
        // On a grid, so that many distances are the same.
        if row % 5 == 3 {
          return (0..<dimension).map { _ in [-1, 1].randomElement(using: &random)! }
        }
        let centre = centres[
          Int.random(in: 0..<Int.random(in: 1...9, using: &random), using: &random)]
        return centre.map { $0 + Float.random(in: -0.4...0.4, using: &random) }
      })
  }

  private static func cores(_ graph: NeighbourGraph, samples: Int) -> [Float] {
    (0..<graph.count).map { row in
      graph.cosines(of: row).prefix(samples - 1).last.map { max(0, 2 - 2 * $0) } ?? 0
    }
  }

  @Test(arguments: [0, 1, 2, 3, 60, 800], [1, 2, 10])
  func edgesAreThoseOfPrim(_ count: Int, _ samples: Int) throws {
    for (seed, dimension) in [(1, 4), (2, 24), (3, 200)] {
      let vectors = Self.vectors(count, seed: UInt64(seed), dimension: dimension)
      let graph = try SpanningTree.neighbours(
        of: vectors, samples: samples, cancellation: CancellationToken())
      let cores = Self.cores(graph, samples: samples)
      let tree = try SpanningTree(of: vectors, cores: cores, neighbours: graph)
      #expect(tree.edges == SpanningTree.reference(of: vectors, cores: cores).edges)
    }
  }

  /// With next to no neighbours nearly everything is put off; with all of them nothing is.
  @Test(arguments: [0, 1, 4, 30, 399], [1, 3])
  func edgesDoNotDependOnTheNeighbours(_ degree: Int, _ threads: Int) throws {
    let vectors = Self.vectors(400, seed: 5, dimension: 24)
    let cores = Self.cores(try NeighbourGraph(of: vectors, degree: 6), samples: 7)
    let graph = try NeighbourGraph(of: vectors, degree: degree, candidates: degree + 1)
    let tree = try SpanningTree(
      of: vectors, cores: cores, neighbours: graph, threads: threads)
    #expect(tree.edges == SpanningTree.reference(of: vectors, cores: cores).edges)
  }

  /// Enough for several threads and many chunks.
  @Test func threadsChangeNothing() throws {
    let vectors = Self.vectors(1_500, seed: 6, dimension: 32)
    let graph = try SpanningTree.neighbours(
      of: vectors, samples: 5, cancellation: CancellationToken())
    let cores = Self.cores(graph, samples: 5)
    let one = try SpanningTree(of: vectors, cores: cores, neighbours: graph, threads: 1)
    let four = try SpanningTree(of: vectors, cores: cores, neighbours: graph, threads: 4)
    #expect(one.edges == four.edges)
    #expect(one.edges == SpanningTree.reference(of: vectors, cores: cores).edges)
  }

  @Test(arguments: [(0, 40), (1, 2), (8, 9), (8, 72), (60, 61)])
  func nothingBeyondTheNeighboursIsNearerThanTheHorizon(_ degree: Int, _ candidates: Int) throws {
    for dimension in [3, 24, 340] {
      let vectors = Self.vectors(300, seed: 7, dimension: dimension)
      let all = (0..<UInt32(300)).map { $0 }
      let graph = try NeighbourGraph(of: vectors, degree: degree, candidates: candidates)
      for row in 0..<300 {
        let near = Set(graph.neighbours(of: row))
        for (other, cosine) in zip(all, vectors.cosines(of: row, with: all))
        where Int(other) != row && !near.contains(other) {
          #expect(cosine <= graph.horizon(of: row))
        }
      }
    }
  }
}
