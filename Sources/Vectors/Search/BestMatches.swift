/// The best matches so far, each row once with its best vector, in order.
struct BestMatches {
  struct Found {
    var match: VectorMatch
    var part: Int
    var position: Int
  }

  let limit: Int
  private(set) var found: [Found] = []

  init(limit: Int) {
    self.limit = limit
    found.reserveCapacity(limit + 1)
  }

  var isFull: Bool { found.count == limit }
  /// Similarity of the last; of none, less than any.
  var worst: Float { found.last?.match.similarity ?? -.infinity }

  mutating func insert(_ match: VectorMatch, part: Int, position: Int) {
    if let same = found.firstIndex(where: { $0.match.row == match.row }) {
      guard VectorMatch.isNearer(match, found[same].match) else { return }
      found.remove(at: same)
    } else if isFull {
      guard VectorMatch.isNearer(match, found[limit - 1].match) else { return }
      found.removeLast()
    }
    let place = found.firstIndex { VectorMatch.isNearer(match, $0.match) } ?? found.count
    found.insert(Found(match: match, part: part, position: position), at: place)
  }
}
