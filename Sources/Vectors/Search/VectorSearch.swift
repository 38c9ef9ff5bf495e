import Core
import Kernels

/// One search through the parts of a snapshot: codes propose, full vectors decide.
struct VectorSearch {
  private let parts: [Part]
  private let queries: [[Float]]
  private let coded: CodedQueries
  private let limit: Int
  /// For each part the positions that may be found; `nil` for all.
  private let allowed: [PositionSet?]
  private let findable: Int

  init(parts: [Part], queries: [[Float]], limit: Int, rows: RowSet?) {
    (self.parts, self.queries, self.limit) = (parts, queries, limit)
    coded = CodedQueries(queries)
    allowed = parts.map { $0.allowed(within: rows) }
    findable = zip(parts, allowed).reduce(0) { $0 + ($1.1?.count ?? $1.0.count) }
  }

  mutating func run() throws(Fault) -> [[VectorMatch]] {
    guard findable > 0 else { return queries.map { _ in [] } }
    // Judged by codes alone, the tenth may look like the twentieth: some more are looked at.
    var capacity = min(findable, max(40, 4 * limit))
    while true {
      let lists = scan(capacity: capacity)
      var results: [[VectorMatch]] = []
      for query in queries.indices {
        results.append(try rescored(lists.sorted(query: query), queries[query]))
      }
      // Rows of several vectors may have taken the places of others.
      if capacity == findable || results.allSatisfy({ $0.count == limit }) { return results }
      capacity = min(findable, 4 * capacity)
    }
  }

  /// Below this share of allowed rows it is cheaper to go from one to the next than to read all: a
  /// code alone costs 22 ns, one in a row of them 13.
  private static let listedShare = 0.6

  private func scan(capacity: Int) -> CandidateLists {
    var lists = CandidateLists(queries: queries.count, capacity: capacity)
    for (index, part) in parts.enumerated() {
      let chosen = allowed[index]
      if chosen?.count == 0 || part.count == 0 { continue }
      let listed = chosen.map { Double($0.count) < Self.listedShare * Double(part.count) } ?? false
      let work = (chosen?.count ?? part.count) * queries.count
      scan(part, UInt32(index), chosen?.words, listed: listed, work: work, &lists)
    }
    return lists
  }

  /// Products from which on a second thread is worth its start.
  private static let parallelWork = 150_000

  private func scan(
    _ part: Part, _ index: UInt32, _ words: [UInt64]?, listed: Bool, work: Int,
    _ lists: inout CandidateLists
  ) {
    let threads = work >= Self.parallelWork ? min(2, WorkerThreads.available) : 1
    guard threads > 1 else {
      part.withRows(part: index) { rows in
        lists.scan(
          rows, positions: 0..<part.count, allowed: words, listed: listed, queries: coded)
      }
      return
    }
    let found = ScanShares(queries: queries.count, capacity: lists.capacity)
    // Pieces, so that a thread that is held up does not hold up the other's half.
    let piece = max(16_384, part.count / 16) & ~63
    WorkerThreads.forEach((part.count + piece - 1) / piece, threads: threads) { number in
      let range = number * piece..<min((number + 1) * piece, part.count)
      found.withList { own in
        part.withRows(part: index) { rows in
          own.scan(rows, positions: range, allowed: words, listed: listed, queries: coded)
        }
      }
    }
    found.merge(into: &lists)
  }

  /// The best of the candidates by their full vectors, each row once.
  private func rescored(
    _ candidates: [VectorCandidate], _ query: [Float]
  ) throws(Fault) -> [VectorMatch] {
    var judged: [(match: VectorMatch, part: Int, position: Int)] = []
    judged.reserveCapacity(candidates.count)
    for (part, group) in Dictionary(grouping: candidates, by: \.part) {
      let positions = group.map(\.position)
      let part = Int(part)
      let products = parts[part].products(with: query, at: positions)
      for (position, product) in zip(positions, products) {
        let row = parts[part].row(at: Int(position))
        judged.append((VectorMatch(row: row, similarity: product), part, Int(position)))
      }
    }
    judged.sort { VectorMatch.isNearer($0.match, $1.match) }
    var matches: [VectorMatch] = []
    var seen: Set<Int64> = []
    for found in judged where matches.count < limit && seen.insert(found.match.row).inserted {
      try parts[found.part].checkVector(at: found.position)
      matches.append(found.match)
    }
    return matches
  }
}
