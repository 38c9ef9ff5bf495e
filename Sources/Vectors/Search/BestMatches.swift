/// The best matches so far, each row once with its best vector, in order.
struct BestMatches {
  struct Found {
    var match: VectorMatch
    var part: Int
    var position: Int
  }

  let limit: Int
  private(set) var found: [Found] = []

  init(limit: Int) { self.limit = limit }

  var isFull: Bool { found.count == limit }
  /// Similarity of the last; of none, less than any.
  var worst: Float { found.last?.match.similarity ?? -.infinity }

  /// - Complexity: that of sorting `limit` and as many as there are more; so give it many at a time.
  mutating func insert(_ more: [Found]) {
    let last = isFull ? found.last?.match : nil
    let better = more.filter { one in last.map { VectorMatch.isNearer(one.match, $0) } ?? true }
    if better.isEmpty { return }
    found += better
    found.sort { VectorMatch.isNearer($0.match, $1.match) }
    var rows = Set<Int64>(minimumCapacity: found.count)
    found.removeAll { !rows.insert($0.match.row).inserted }
    if found.count > limit { found.removeLast(found.count - limit) }
  }
}
