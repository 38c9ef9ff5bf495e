package import Core

/// Agglomerative clustering by the cosine: the two clusters that are most alike become one, again and
/// again, until none are alike enough or few enough are left. No matrix of all distances is made.
package struct Agglomeration: Sendable {
  private let vectors: UnitVectors
  private let linkage: Linkage
  private let cancellation: CancellationToken
  /// Pairs that may be held at once.
  var maximumPairs = ClosePairs.maximumCount

  package init(
    _ vectors: UnitVectors, linkage: Linkage, cancellation: CancellationToken = CancellationToken()
  ) {
    self.vectors = vectors
    self.linkage = linkage
    self.cancellation = cancellation
  }

  /// Merges while two clusters are at least so alike.
  ///
  /// - Returns: for every vector the number of its cluster, the largest cluster being 0; `nil` for one
  ///   that is alone.
  /// - Throws: `clusters.too-many-pairs`, `Cancelled`.
  /// - Complexity: the pairs above `cosine`; then for average linkage O(m²) for the m vectors that
  ///   such pairs connect, for complete O(p log p) and single O(p) for p pairs.
  package func labels(atLeast cosine: Float) throws -> [Int?] {
    joined(try merges(downTo: cosine).filter { $0.cosine >= cosine })
  }

  /// Merges until `count` clusters are left, clusters of one vector included.
  ///
  /// - Throws: `clusters.too-many-pairs` for complete linkage, where a cluster's least alike members
  ///   must be known and these pairs do not fit; `Cancelled`.
  /// - Complexity: O(n²) time, O(n) memory for average and single linkage.
  package func labels(count: Int) throws -> [Int?] {
    precondition(count > 0)
    var merges: [Merge] = []
    let wanted = max(0, vectors.count - count)
    switch linkage {
    case .average:
      var chain = MeanChain(vectors, Array(0..<vectors.count), atLeast: -2)
      merges = try chain.merges(cancellation)
    case .single:
      let tree = try SpanningTree(
        of: vectors, cores: [Float](repeating: 0, count: vectors.count),
        neighbours: SpanningTree.neighbours(
          of: vectors, samples: 1, cancellation: cancellation), cancellation: cancellation)
      merges = tree.edges.map {
        Merge(first: $0.first, second: $0.second, cosine: 1 - $0.square / 2)
      }
    case .complete:
      // Less and less alike pairs, until enough merges are among them.
      for cosine: Float in [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0, -0.5, -2] {
        merges = try self.merges(downTo: cosine)
        if merges.count >= wanted { break }
      }
    }
    return joined(sorted(merges).prefix(wanted))
  }

  /// All merges of clusters that are at least so alike.
  private func merges(downTo cosine: Float) throws -> [Merge] {
    let pairs = try ClosePairs(
      of: vectors, atLeast: cosine, maximumCount: maximumPairs, cancellation: cancellation
    ).pairs
    switch linkage {
    case .single:
      var sets = DisjointSets(vectors.count)
      return pairs.compactMap { pair in
        sets.join(Int(pair.first), Int(pair.second))
          ? Merge(first: Int(pair.first), second: Int(pair.second), cosine: pair.cosine) : nil
      }
    case .average:
      return try components(of: pairs).flatMap { rows in
        var chain = MeanChain(vectors, rows, atLeast: cosine)
        return try chain.merges(cancellation)
      }
    case .complete:
      var graph = CompleteGraph(pairs: pairs)
      return try graph.merges(cancellation)
    }
  }

  /// Vectors that are connected by pairs. A mean is no greater than the greatest of its cosines, so no
  /// cluster reaches beyond one.
  private func components(of pairs: [ClosePair]) -> [[Int]] {
    var sets = DisjointSets(vectors.count)
    for pair in pairs { sets.join(Int(pair.first), Int(pair.second)) }
    var members: [Int: [Int]] = [:]
    for (row, label) in sets.labels().enumerated() {
      if let label { members[label, default: []].append(row) }
    }
    return members.sorted { $0.key < $1.key }.map(\.value)
  }

  private func sorted(_ merges: [Merge]) -> [Merge] {
    merges.sorted { ($1.cosine, $0.first, $0.second) < ($0.cosine, $1.first, $1.second) }
  }

  private func joined(_ merges: some Sequence<Merge>) -> [Int?] {
    var sets = DisjointSets(vectors.count)
    for merge in merges { sets.join(merge.first, merge.second) }
    return sets.labels()
  }
}
