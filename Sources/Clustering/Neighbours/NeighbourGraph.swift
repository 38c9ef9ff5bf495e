package import Core
import Kernels
import Synchronization

/// For every vector its k nearest others, nearest first.
package struct NeighbourGraph: Sendable {
  /// Neighbours a vector: the k asked for, or all others where there are fewer.
  package let degree: Int
  package let count: Int
  private let rows: [UInt32]
  private let values: [Float]
  private let horizons: [Float]

  /// The nearest others of a vector, equally near ones by number.
  package func neighbours(of row: Int) -> ArraySlice<UInt32> {
    rows[row * degree..<(row + 1) * degree]
  }

  /// The cosines of the neighbours, in the same order.
  package func cosines(of row: Int) -> ArraySlice<Float> {
    values[row * degree..<(row + 1) * degree]
  }

  /// A cosine that no vector beyond the neighbours of a vector exceeds: −∞ where there is none, ∞ where
  /// no neighbours were asked for.
  func horizon(of row: Int) -> Float {
    if degree == count - 1 { return -.infinity }
    return degree == 0 ? .infinity : horizons[row]
  }

  /// Queries that share a pass over the codes.
  private static let block = 32

  /// How many of the best by their codes are compared by their numbers, to find `degree` neighbours.
  static func usualCandidates(degree: Int) -> Int { 4 * degree + 40 }

  /// Compares all vectors by their codes, `block` at a time, and the best of each by their numbers.
  ///
  /// - Parameter candidates: how many, itself included, more than `degree`; 4 k + 40 as a rule.
  /// - Throws: `Cancelled`.
  /// - Complexity: n² / 2 int8 products, O(n k) memory: 100,000 vectors of 512 in half a minute on two
  ///   processors.
  package init(
    of vectors: UnitVectors, degree: Int, candidates: Int? = nil,
    threads: Int = WorkerThreads.available, cancellation: CancellationToken = CancellationToken()
  ) throws {
    let candidates = candidates ?? Self.usualCandidates(degree: degree)
    precondition(degree >= 0 && candidates > degree)
    count = vectors.count
    self.degree = min(degree, max(0, vectors.count - 1))
    let (count, degree) = (count, self.degree)
    let blocks = (count + Self.block - 1) / Self.block
    let found = Mutex<[Int: Block]>([:])
    if degree > 0 {
      WorkerThreads.forEach(blocks, threads: threads) { number in
        if cancellation.isCancelled { return }
        let first = number * Self.block
        let block = Block(
          of: vectors, queries: first..<min(first + Self.block, count), degree: degree,
          candidates: candidates)
        found.withLock { $0[number] = block }
      }
    }
    try cancellation.check()
    let all = found.withLock { $0 }
    var (rows, values, horizons): ([UInt32], [Float], [Float]) = ([], [], [])
    rows.reserveCapacity(count * degree)
    values.reserveCapacity(count * degree)
    for number in 0..<blocks {
      guard let block = all[number] else { continue }
      rows += block.rows
      values += block.values
      horizons += block.horizons
    }
    (self.rows, self.values, self.horizons) = (rows, values, horizons)
  }

  private struct Block: Sendable {
    var rows: [UInt32] = []
    var values: [Float] = []
    var horizons: [Float] = []

    init(of vectors: UnitVectors, queries: Range<Int>, degree: Int, candidates: Int) {
      let coded = CodedQueries(queries.map { vectors[$0] })
      var lists = CandidateLists(
        queries: queries.count, capacity: min(vectors.count, candidates))
      vectors.withCodes { codes in
        lists.scan(codes, positions: 0..<vectors.count, allowed: nil, queries: coded)
      }
      for (place, row) in queries.enumerated() {
        let scanned = lists.sorted(query: place)
        let candidates = scanned.map(\.position).filter { $0 != row }
        let cosines = vectors.cosines(of: row, with: candidates)
        let order = candidates.indices.sorted {
          cosines[$0] == cosines[$1]
            ? candidates[$0] < candidates[$1] : cosines[$0] > cosines[$1]
        }
        rows += order.prefix(degree).map { candidates[$0] }
        values += order.prefix(degree).map { cosines[$0] }
        // What is no neighbour was compared and is farther, or is farther by its code.
        let compared = order.count > degree ? cosines[order[degree]] : -.infinity
        let others = scanned.last.map { vectors.bound(ofCodes: $0.similarity, with: row) }
        horizons.append(
          max(compared, scanned.count < vectors.count ? others ?? .infinity : -.infinity))
      }
    }
  }
}
