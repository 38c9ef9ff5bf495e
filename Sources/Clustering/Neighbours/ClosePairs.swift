package import Core
import Kernels
import Synchronization

/// All pairs of vectors above a cosine: codes propose what could be, numbers decide, none is missed.
package struct ClosePairs: Sendable {
  /// Nearest first.
  package let pairs: [ClosePair]

  /// More would take more memory than a cluster is worth: 12 bytes a pair.
  package static let maximumCount = 20_000_000
  private static let block = 32
  private static let capacity = 256

  /// - Throws: `clusters.too-many-pairs` above `maximumCount`, `Cancelled`.
  /// - Complexity: n² / 2 int8 products, O(pairs) memory.
  package init(
    of vectors: UnitVectors, atLeast cosine: Float, threads: Int = WorkerThreads.available,
    maximumCount: Int = Self.maximumCount,
    cancellation: CancellationToken = CancellationToken()
  ) throws {
    let count = vectors.count
    let blocks = (count + Self.block - 1) / Self.block
    let found = Mutex<[ClosePair]>([])
    WorkerThreads.forEach(blocks, threads: threads) { number in
      if cancellation.isCancelled || found.withLock({ $0.count > maximumCount }) { return }
      let first = number * Self.block
      let pairs = Self.pairs(
        of: vectors, first..<min(first + Self.block, count), atLeast: cosine)
      found.withLock { $0 += pairs }
    }
    try cancellation.check()
    var pairs = found.withLock { $0 }
    guard pairs.count <= maximumCount else {
      throw Fault(
        "clusters.too-many-pairs", .user,
        "more than \(maximumCount) pairs are at least \(cosine) alike",
        remedy: "Ask for nearer ones with a higher --threshold.")
    }
    pairs.sort(by: ClosePair.comesBefore)
    self.pairs = pairs
  }

  /// The pairs of a range of vectors with later ones.
  private static func pairs(
    of vectors: UnitVectors, _ queries: Range<Int>, atLeast cosine: Float
  ) -> [ClosePair] {
    let coded = CodedQueries(queries.map { vectors[$0] })
    var lists = CandidateLists(
      queries: queries.count, capacity: min(vectors.count, capacity))
    let later = queries.lowerBound..<vectors.count
    vectors.withCodes { codes in
      lists.scan(codes, positions: later, allowed: nil, queries: coded)
    }
    let least = cosine - vectors.codeMargin
    var pairs: [ClosePair] = []
    for (place, row) in queries.enumerated() {
      let candidates = lists.sorted(query: place)
      let scale = coded.scales[place]
      var possible = candidates.filter { $0.similarity * scale >= least }.map(\.position)
      if possible.count == candidates.count, candidates.count < later.count {
        // The list was too short for all that could be.
        let all = later.map { UInt32($0) }
        let bounds = vectors.cosineBounds(of: row, with: all)
        possible = zip(all, bounds).filter { $0.1 >= cosine }.map(\.0)
      }
      possible.removeAll { $0 <= row }
      for (other, value) in zip(possible, vectors.cosines(of: row, with: possible))
      where value >= cosine {
        pairs.append(ClosePair(first: UInt32(row), second: other, cosine: value))
      }
    }
    return pairs
  }
}
