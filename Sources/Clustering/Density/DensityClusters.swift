package import Core

/// Clusters of any shape and density, with everything else left out as noise: HDBSCAN (Campello, Moulavi
/// and Sander 2013, "Density-based clustering based on hierarchical density estimates"; McInnes and Healy
/// 2017, "Accelerated hierarchical density based clustering"), with excess of mass.
///
/// Distances are Euclidean between vectors of length 1.
package struct DensityClusters: Sendable {
  /// For every vector the number of its cluster, the largest cluster being 0; `nil` for noise.
  package let labels: [Int?]
  /// How far into its cluster a vector lies: 1 in the densest part, 0 for noise.
  package let probabilities: [Float]

  /// - Parameters:
  ///   - minimumSize: vectors that a cluster has at least, 2 or more.
  ///   - samples: the core distance is that to the `samples`-th nearest, a vector being its own first;
  ///     1 or more.
  /// - Throws: `Cancelled`.
  /// - Complexity: n² / 2 int8 products at most each for the core distances and the tree; O(n · samples)
  ///   memory.
  package init(
    of vectors: UnitVectors, minimumSize: Int, samples: Int,
    threads: Int = WorkerThreads.available,
    cancellation: CancellationToken = CancellationToken()
  ) throws {
    precondition(minimumSize > 1 && samples > 0)
    let graph = try SpanningTree.neighbours(
      of: vectors, samples: samples, threads: threads, cancellation: cancellation)
    let nearest = min(samples - 1, graph.degree)
    let cores = (0..<vectors.count).map { row in
      graph.cosines(of: row).prefix(nearest).last.map { max(0, 2 - 2 * $0) } ?? 0
    }
    let tree = try SpanningTree(
      of: vectors, cores: cores, neighbours: graph, threads: threads, cancellation: cancellation)
    let condensed = CondensedTree(
      Dendrogram(edges: tree.edges, count: vectors.count), minimumSize: minimumSize)
    (labels, probabilities) = condensed.selectedClusters()
  }
}
