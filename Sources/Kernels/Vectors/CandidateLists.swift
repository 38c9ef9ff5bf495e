internal import CKernels

/// A row that may be among the nearest, judged by codes.
package struct VectorCandidate: Hashable, Sendable {
  /// Row's scale times the product of the codes; times the query's scale, a cosine.
  package var similarity: Float
  package var part: UInt32
  package var position: UInt32

  package init(similarity: Float, part: UInt32, position: UInt32) {
    self.similarity = similarity
    self.part = part
    self.position = position
  }
}

/// For each of several queries the best candidates so far, at most `capacity`. Equal ones are
/// ordered by part and position, so the order of finding does not matter.
package struct CandidateLists: ~Copyable {
  package let capacity: Int
  package let queryCount: Int
  private let items: UnsafeMutablePointer<vector_candidate>
  private let heaps: UnsafeMutablePointer<vector_candidates>

  package init(queries: Int, capacity: Int) {
    self.capacity = max(1, capacity)
    queryCount = queries
    items = .allocate(capacity: max(1, queries) * self.capacity)
    heaps = .allocate(capacity: max(1, queries))
    for query in 0..<queries {
      (heaps + query).initialize(
        to: vector_candidates(
          items: items + query * self.capacity, capacity: self.capacity, count: 0))
    }
  }

  deinit {
    items.deallocate()
    heaps.deallocate()
  }

  /// Scans rows for the queries `range`.
  ///
  /// - Parameters:
  ///   - allowed: a bit a row; `nil` for all.
  ///   - listed: whether to touch only the codes that have a bit, which is cheaper when few have.
  /// - Complexity: a pass over the codes, shared by all queries.
  package mutating func scan(
    _ rows: CodedRows, positions: Range<Int>, allowed: [UInt64]?, listed: Bool = false,
    queries: CodedQueries, path: VectorPath = .best
  ) {
    precondition(positions.upperBound <= rows.count && queries.width == rows.rows.width)
    precondition(queries.count == queryCount)
    precondition(allowed.map { $0.count * 64 >= positions.upperBound } ?? true)
    let heaps = heaps
    withUnsafePointer(to: rows.rows) { rows in
      queries.withQueries(0..<queries.count) { list in
        guard let allowed else {
          return semblance_vector_scan(
            path.rawValue, rows, positions.lowerBound, positions.upperBound, nil, list,
            queries.count, heaps)
        }
        let scan = listed ? semblance_vector_scan_listed : semblance_vector_scan
        scan(
          path.rawValue, rows, positions.lowerBound, positions.upperBound, allowed, list,
          queries.count, heaps)
      }
    }
  }

  /// Lends the one list in C's form.
  mutating func withList<R>(_ body: (UnsafeMutablePointer<vector_candidates>) -> R) -> R {
    precondition(queryCount == 1)
    return body(heaps)
  }

  package mutating func push(_ candidate: VectorCandidate, query: Int) {
    precondition(query < queryCount)
    semblance_candidates_push(
      heaps + query,
      vector_candidate(
        similarity: candidate.similarity, part: candidate.part, position: candidate.position))
  }

  /// Takes over what another has found for the same queries.
  package mutating func merge(_ other: borrowing CandidateLists) {
    precondition(other.queryCount == queryCount)
    for query in 0..<queryCount {
      for place in 0..<other.heaps[query].count {
        semblance_candidates_push(heaps + query, other.heaps[query].items[place])
      }
    }
  }

  /// The candidates of a query, best first.
  package func sorted(query: Int) -> [VectorCandidate] {
    precondition(query < queryCount)
    let heap = heaps[query]
    return withUnsafeTemporaryAllocation(of: vector_candidate.self, capacity: capacity) { copy in
      _ = copy.update(fromContentsOf: UnsafeBufferPointer(start: heap.items, count: heap.count))
      var sorting = vector_candidates(
        items: copy.baseAddress!, capacity: heap.capacity, count: heap.count)
      semblance_candidates_sort(&sorting)
      return copy[..<heap.count].map {
        VectorCandidate(similarity: $0.similarity, part: $0.part, position: $0.position)
      }
    }
  }
}
