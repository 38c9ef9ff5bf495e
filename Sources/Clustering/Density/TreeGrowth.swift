import Core
import Kernels

/// Prim's algorithm with most of its comparisons put off until several vectors can share them.
///
/// The neighbours of a vector that joins the tree are looked at once. Everything beyond them is at least
/// as far as its horizon; so while the nearest vector outside is nearer than the horizons of all that
/// joined lately, none of those has to be compared with the rest. Then they are, together, and only with
/// vectors that still are outside. In a dense region that is once for the region instead of once for
/// each of its vectors.
///
/// The edges are those of ``SpanningTree/reference(of:cores:)``, in the same order: among equal distances
/// the vector that joined first is the parent, and the smallest number joins next.
struct TreeGrowth {
  private struct Improvement {
    var vector: Int
    var parent: Int
    var square: Float
  }

  /// Vectors that wait to be compared with all that are outside.
  private struct Waiting {
    var rows: [Int] = []
    /// For each the square of the distance beyond its neighbours, at least.
    var horizons: [Float] = []
    var nearestHorizon = Float.infinity
  }

  private let vectors: UnitVectors
  private let cores: [Float]
  private let neighbours: NeighbourGraph
  private let threads: Int

  /// By vector: the square of the distance to the tree as far as it is known, and where to.
  private var nearest: [Float]
  private var parents: [Int]
  /// When it joined.
  private var ranks: [Int]
  /// Those outside, and perhaps some that joined since the last comparison.
  private var outside: [UInt32]
  private var queue = NearestQueue()
  private var waiting = Waiting()

  /// Rows that stay in a processor's cache while all that wait are compared with them.
  private static let chunk = 512
  /// Comparisons from which on a second thread is worth its start.
  private static let parallelCount = 40_000

  init(_ vectors: UnitVectors, cores: [Float], neighbours: NeighbourGraph, threads: Int) {
    (self.vectors, self.cores, self.neighbours) = (vectors, cores, neighbours)
    self.threads = threads
    nearest = Array(repeating: .infinity, count: vectors.count)
    parents = Array(repeating: 0, count: vectors.count)
    ranks = Array(repeating: .max, count: vectors.count)
    outside = (0..<UInt32(vectors.count)).map { $0 }
  }

  /// - Throws: `Cancelled`.
  mutating func edges(_ cancellation: CancellationToken) throws -> [SpanningTree.Edge] {
    var edges: [SpanningTree.Edge] = []
    guard vectors.count > 1 else { return edges }
    edges.reserveCapacity(vectors.count - 1)
    join(0, rank: 0)
    for rank in 1..<vectors.count {
      try cancellation.check()
      let next = nextVector()
      edges.append(.init(first: parents[next], second: next, square: nearest[next]))
      join(next, rank: rank)
    }
    return edges
  }

  private mutating func join(_ row: Int, rank: Int) {
    ranks[row] = rank
    for (other, cosine) in zip(neighbours.neighbours(of: row), neighbours.cosines(of: row)) {
      let other = Int(other)
      guard ranks[other] == .max else { continue }
      let square = max(cores[row], cores[other], 2 - 2 * cosine)
      if square < nearest[other] {
        take(Improvement(vector: other, parent: row, square: square))
      }
    }
    let horizon = max(cores[row], 2 - 2 * neighbours.horizon(of: row))
    waiting.rows.append(row)
    waiting.horizons.append(horizon)
    waiting.nearestHorizon = min(waiting.nearestHorizon, horizon)
  }

  /// The nearest vector outside.
  private mutating func nextVector() -> Int {
    while true {
      let best = queue.first { ranks[$0] == .max && nearest[$0] == $1 }
      if let best, best.square < waiting.nearestHorizon {
        queue.removeFirst()
        return best.vector
      }
      if let best, waiting.rows.isEmpty {
        queue.removeFirst()
        return best.vector
      }
      compareWaiting()
    }
  }

  private mutating func take(_ improvement: Improvement) {
    nearest[improvement.vector] = improvement.square
    parents[improvement.vector] = improvement.parent
    queue.insert(improvement.vector, square: improvement.square)
  }

  /// Compares all that wait with all that are outside.
  private mutating func compareWaiting() {
    outside.removeAll { ranks[Int($0)] != .max }
    let waiting = self.waiting
    self.waiting = Waiting()
    let queries = CodedQueries(waiting.rows.map { vectors[$0] })
    let chunks = (outside.count + Self.chunk - 1) / Self.chunk
    let isLarge = outside.count * waiting.rows.count >= Self.parallelCount
    let found = Shares<[Improvement]>()
    let growth = self
    WorkerThreads.forEach(chunks, threads: isLarge ? threads : 1) { number in
      let first = number * Self.chunk
      let rows = growth.outside[first..<min(first + Self.chunk, growth.outside.count)]
      found.add(growth.improvements(of: rows, by: waiting, queries), number)
    }
    for improvement in found.inOrder().joined() { take(improvement) }
  }

  /// What vectors that wait are nearer to than the tree was so far, or as near and joined earlier.
  private func improvements(
    of rows: ArraySlice<UInt32>, by waiting: Waiting, _ queries: CodedQueries
  ) -> [Improvement] {
    let rows = Array(rows)
    let own = rows.map { cores[Int($0)] }
    var best = rows.map { nearest[Int($0)] }
    var parent = rows.map { parents[Int($0)] }
    var isBetter = [Bool](repeating: false, count: rows.count)
    var (open, openRows): ([Int], [UInt32]) = ([], [])
    for (query, row) in waiting.rows.enumerated() {
      let least = waiting.horizons[query]
      let rank = ranks[row]
      open.removeAll(keepingCapacity: true)
      openRows.removeAll(keepingCapacity: true)
      for place in rows.indices {
        let square = max(least, own[place])
        if square < best[place] || (square == best[place] && rank < ranks[parent[place]]) {
          open.append(place)
          openRows.append(rows[place])
        }
      }
      if open.isEmpty { continue }
      let bounds = vectors.cosineBounds(of: row, with: openRows, queries, query: query)
      let near = open.indices.filter { 2 - 2 * bounds[$0] <= best[open[$0]] }
      if near.isEmpty { continue }
      let cosines = vectors.cosines(of: row, with: near.map { openRows[$0] })
      for (place, cosine) in zip(near.map { open[$0] }, cosines) {
        let square = max(cores[row], own[place], 2 - 2 * cosine)
        if square < best[place] || (square == best[place] && rank < ranks[parent[place]]) {
          (best[place], parent[place], isBetter[place]) = (square, row, true)
        }
      }
    }
    return rows.indices.filter { isBetter[$0] }.map {
      Improvement(vector: Int(rows[$0]), parent: parent[$0], square: best[$0])
    }
  }
}
