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
  /// How many of the nearest a walk keeps; `nil` for as many as a recall of .99 takes.
  private let breadth: Int?

  init(parts: [Part], queries: [[Float]], limit: Int, rows: RowSet?, breadth: Int? = nil) {
    (self.parts, self.queries, self.limit, self.breadth) = (parts, queries, limit, breadth)
    coded = CodedQueries(queries)
    allowed = parts.map { $0.allowed(within: rows) }
    findable = zip(parts, allowed).reduce(0) { $0 + ($1.1?.count ?? $1.0.count) }
  }

  mutating func run() throws(Fault) -> [[VectorMatch]] {
    guard findable > 0 else { return queries.map { _ in [] } }
    // Judged by codes alone, the tenth may look like the hundredth: some more are kept, and all that
    // a walk keeps. How many of them are looked at is decided while looking.
    let walked = parts.compactMap { $0.graph == nil ? nil : $0.count }.max()
    let kept = walked.map { breadth ?? SearchCosts.breadth(limit: limit, count: $0) } ?? 0
    var capacity = min(findable, max(2 * limit + 140, min(kept, 400)))
    var factor = 1
    while true {
      let lists = scan(capacity: capacity, factor: factor)
      var (results, isComplete) = ([[VectorMatch]](), true)
      for query in queries.indices {
        let (matches, isSure) = try rescored(lists.sorted(query: query), query)
        results.append(matches)
        // Rows of several vectors may have taken the places of others.
        isComplete = isComplete && isSure && matches.count == limit
      }
      if capacity == findable || isComplete { return results }
      capacity = min(findable, 4 * capacity)
      factor *= 4
    }
  }

  private func scan(capacity: Int, factor: Int) -> CandidateLists {
    var lists = CandidateLists(queries: queries.count, capacity: capacity)
    for (index, part) in parts.enumerated() {
      let chosen = allowed[index]
      let count = chosen?.count ?? part.count
      if count == 0 { continue }
      let scanned = Double(part.count) * SearchCosts.scanned
      let listed = Double(count) * SearchCosts.listed
      let isListed = chosen != nil && listed < scanned
      if let graph = part.graph {
        let breadth =
          factor * (self.breadth ?? SearchCosts.breadth(limit: limit, count: part.count))
        let scan = isListed ? listed : scanned
        if SearchCosts.walk(breadth: breadth) < scan {
          let filter = chosen.map {
            GraphView.Filter(
              allowed: $0.words,
              kept: min(
                $0.count,
                SearchCosts.kept(
                  limit: factor * limit, breadth: breadth,
                  share: Double($0.count) / Double(part.count))),
              // As much as the scan would cost: together at most twice the better way.
              budget: Int(scan / SearchCosts.walked))
          }
          walkAll(graph, index, breadth: breadth, filter, isListed: isListed, &lists)
          continue
        }
      }
      let work = (isListed ? count : part.count) * queries.count
      scan(part, UInt32(index), chosen?.words, listed: isListed, work: work, &lists)
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

  /// Walks a part's graph for every query; where the filter leads it astray, a scan answers.
  private func walkAll(
    _ graph: GraphFile, _ index: Int, breadth: Int, _ filter: GraphView.Filter?, isListed: Bool,
    _ lists: inout CandidateLists
  ) {
    let part = parts[index]
    for query in queries.indices {
      let found = graph.nearest(coded, query: query, breadth: breadth, filter: filter)
      if let found {
        for var candidate in found {
          candidate.part = UInt32(index)
          lists.push(candidate, query: query)
        }
      } else {
        var own = CandidateLists(queries: 1, capacity: lists.capacity)
        let single = CodedQueries([queries[query]])
        part.withRows(part: UInt32(index)) { rows in
          own.scan(
            rows, positions: 0..<part.count, allowed: filter?.allowed, listed: isListed,
            queries: single)
        }
        for candidate in own.sorted(query: 0) { lists.push(candidate, query: query) }
      }
    }
  }

  /// The best of the candidates by their full vectors, each row once; and whether vectors that are
  /// no candidates are unlikely to be among the best.
  ///
  /// Candidates come nearest first by their codes. How far codes were off so far says how far they
  /// may be off: once a candidate is further below the last match than twice that, it and all that
  /// follow stay out without a look at their vectors. Where even the last candidate is less than two
  /// standard deviations below the last match, as many are nearly equally near, more are needed.
  private func rescored(
    _ candidates: [VectorCandidate], _ query: Int
  ) throws(Fault) -> (matches: [VectorMatch], isSure: Bool) {
    var best = BestMatches(limit: limit)
    var (next, largest, squares, isSure) = (0, Float(0), Float(0), false)
    while next < candidates.count {
      let size = next == 0 ? limit + max(14, limit / 8) : max(16, limit / 8)
      let group = candidates[next..<min(next + size, candidates.count)]
      isSure = best.isFull && estimate(group.first!, query) + 2 * largest < best.worst
      if isSure { break }
      var found: [BestMatches.Found] = []
      for candidate in try judged(group, query) {
        let error = abs(candidate.similarity - estimate(candidates[candidate.index], query))
        largest = max(largest, error)
        squares += error * error
        guard candidate.similarity >= best.worst || !best.isFull else { continue }
        let part = Int(candidates[candidate.index].part)
        let position = Int(candidates[candidate.index].position)
        found.append(
          BestMatches.Found(
            match: VectorMatch(
              row: parts[part].row(at: position), similarity: candidate.similarity),
            part: part, position: position))
      }
      best.insert(found)
      next = group.endIndex
    }
    if !isSure, best.isFull {
      let deviation = (squares / Float(next)).squareRoot()
      isSure = estimate(candidates.last!, query) + 2 * deviation < best.worst
    }
    for found in best.found { try parts[found.part].checkVector(at: found.position) }
    return (best.found.map(\.match), isSure)
  }

  /// The cosine as codes have it.
  private func estimate(_ candidate: VectorCandidate, _ query: Int) -> Float {
    candidate.similarity * coded.scales[query]
  }

  /// Cosines by full vectors. Neighbours of one part are asked for together, as their vectors lie
  /// anywhere on the disk.
  private func judged(
    _ candidates: ArraySlice<VectorCandidate>, _ query: Int
  ) throws(Fault) -> [(index: Int, similarity: Float)] {
    var results: [(index: Int, similarity: Float)] = []
    results.reserveCapacity(candidates.count)
    for (number, part) in parts.enumerated() {
      let indices = candidates.indices.filter { candidates[$0].part == UInt32(number) }
      if indices.isEmpty { continue }
      let products = part.products(
        with: queries[query], at: indices.map { candidates[$0].position })
      for (index, product) in zip(indices, products) { results.append((index, product)) }
    }
    return results
  }
}
