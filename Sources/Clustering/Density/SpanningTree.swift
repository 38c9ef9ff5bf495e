import Core

/// The minimum spanning tree of all vectors under the mutual reachability distance: the largest of the
/// distance of two vectors and their core distances. With core distances of 0, under the distance.
///
/// Distances are Euclidean between vectors of length 1, and squared here: 2 − 2 cos.
struct SpanningTree {
  struct Edge: Hashable, Sendable {
    var first: Int
    var second: Int
    /// The square of the distance.
    var square: Float
  }

  /// One less than vectors, shortest first.
  let edges: [Edge]

  /// Prim's algorithm (1957), which keeps one distance a vector; see ``TreeGrowth``.
  ///
  /// - Parameters:
  ///   - cores: squared core distances.
  ///   - neighbours: of the same vectors; the more, the less is compared one vector at a time.
  /// - Throws: `Cancelled`.
  /// - Complexity: n² / 2 int8 products at most, O(n) memory.
  init(
    of vectors: UnitVectors, cores: [Float], neighbours: NeighbourGraph,
    threads: Int = WorkerThreads.available,
    cancellation: CancellationToken = CancellationToken()
  ) throws {
    var growth = TreeGrowth(vectors, cores: cores, neighbours: neighbours, threads: threads)
    self.init(inOrderOfFinding: try growth.edges(cancellation))
  }

  /// Equal ones stay in the order of finding.
  init(inOrderOfFinding edges: [Edge]) {
    self.edges = edges.enumerated()
      .sorted { ($0.element.square, $0.offset) < ($1.element.square, $1.offset) }
      .map(\.element)
  }

  /// The neighbours that a tree grows by, and that core distances of so many samples are read from.
  ///
  /// - Throws: `Cancelled`.
  static func neighbours(
    of vectors: UnitVectors, samples: Int, threads: Int = WorkerThreads.available,
    cancellation: CancellationToken
  ) throws -> NeighbourGraph {
    let candidates = NeighbourGraph.usualCandidates(degree: samples - 1)
    // All that were compared, as far as memory is worth it.
    let degree = max(samples - 1, min(candidates - 1, 96))
    return try NeighbourGraph(
      of: vectors, degree: degree, candidates: candidates, threads: threads,
      cancellation: cancellation)
  }
}
