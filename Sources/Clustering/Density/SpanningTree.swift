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
  private(set) var edges: [Edge] = []

  /// Vectors from which on a second thread is worth its start.
  private static let parallelCount = 20_000

  /// Prim's algorithm (1957), which keeps one distance a vector. A step looks only at those that the
  /// new vector could be nearer to, by core distances first, by codes second, by numbers last.
  ///
  /// - Parameter cores: squared core distances.
  /// - Throws: `Cancelled`.
  /// - Complexity: n² / 2 int8 products at most, O(n) memory.
  init(
    of vectors: UnitVectors, cores: [Float], threads: Int = WorkerThreads.available,
    cancellation: CancellationToken = CancellationToken()
  ) throws {
    let count = vectors.count
    guard count > 1 else { return }
    var nearest = [Float](repeating: .infinity, count: count)
    var parents = [Int](repeating: 0, count: count)
    var live = (1..<UInt32(count)).map { $0 }
    var current = 0
    edges.reserveCapacity(count - 1)
    while !live.isEmpty {
      try cancellation.check()
      let found = Self.distances(
        from: current, to: live, nearest: nearest, cores: cores, vectors, threads: threads)
      for (other, square) in found {
        nearest[other] = square
        parents[other] = current
      }
      var best = 0
      for index in live.indices where nearest[Int(live[index])] < nearest[Int(live[best])] {
        best = index
      }
      current = Int(live[best])
      // In order, so that among equally near ones the first is taken.
      live.remove(at: best)
      edges.append(Edge(first: parents[current], second: current, square: nearest[current]))
    }
    // Equal ones stay in the order of finding.
    edges = edges.enumerated()
      .sorted { ($0.element.square, $0.offset) < ($1.element.square, $1.offset) }
      .map(\.element)
  }

  /// Those that a vector is nearer to than any before, with how near.
  private static func distances(
    from row: Int, to live: [UInt32], nearest: [Float], cores: [Float], _ vectors: UnitVectors,
    threads: Int
  ) -> [(Int, Float)] {
    guard live.count >= parallelCount, threads > 1 else {
      return distances(from: row, to: live[...], nearest: nearest, cores: cores, vectors)
    }
    let parts = Shares<[(Int, Float)]>()
    let length = (live.count + threads - 1) / threads
    WorkerThreads.forEach(threads, threads: threads) { number in
      let first = min(number * length, live.count)
      let share = live[first..<min(first + length, live.count)]
      parts.add(
        distances(from: row, to: share, nearest: nearest, cores: cores, vectors), number)
    }
    return parts.inOrder().flatMap { $0 }
  }

  private static func distances(
    from row: Int, to live: ArraySlice<UInt32>, nearest: [Float], cores: [Float],
    _ vectors: UnitVectors
  ) -> [(Int, Float)] {
    let core = cores[row]
    let open = live.filter { max(core, cores[Int($0)]) < nearest[Int($0)] }
    let bounds = vectors.cosineBounds(of: row, with: open)
    var near: [UInt32] = []
    for (other, bound) in zip(open, bounds) where 2 - 2 * bound < nearest[Int(other)] {
      near.append(other)
    }
    var found: [(Int, Float)] = []
    for (other, cosine) in zip(near, vectors.cosines(of: row, with: near)) {
      let square = max(core, cores[Int(other)], 2 - 2 * cosine)
      if square < nearest[Int(other)] { found.append((Int(other), square)) }
    }
    return found
  }
}
