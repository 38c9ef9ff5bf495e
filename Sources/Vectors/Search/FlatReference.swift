package import Core
import Kernels

/// The truth: every vector in memory, compared one after another in single precision.
package struct FlatReference: VectorIndexReading {
  package let space: VectorSpace
  /// In the order of their arrival.
  package private(set) var vectors: [(row: Int64, vector: [Float])] = []

  package init(space: VectorSpace) { self.space = space }

  package init(
    space: VectorSpace, _ vectors: [(row: Int64, vector: [Float])]
  ) throws(Fault) {
    self.init(space: space)
    try append(vectors)
  }

  /// Replaces what the rows had; a row that is named several times has several vectors.
  package mutating func append(
    _ rows: [(row: Int64, vector: [Float])], removing removed: [Int64] = []
  ) throws(Fault) {
    let gone = Set(rows.map(\.row) + removed)
    vectors.removeAll { gone.contains($0.row) }
    for (row, vector) in rows {
      vectors.append((row, try UnitVector.of(vector, what: "the vector of row \(row)")))
    }
  }

  package var count: Int { Set(vectors.map(\.row)).count }

  package func nearest(
    to queries: [[Float]], limit: Int, within rows: RowSet?
  ) throws(Fault) -> [[VectorMatch]] {
    var results: [[VectorMatch]] = []
    for query in queries {
      let query = try UnitVector.of(query, what: "the query")
      var best: [Int64: Float] = [:]
      for (row, vector) in vectors where rows?.contains(row) ?? true {
        best[row] = max(best[row] ?? -.infinity, VectorKernel.referenceDot(query, vector))
      }
      let matches = best.map { VectorMatch(row: $0.key, similarity: $0.value) }
      results.append(Array(matches.sorted(by: VectorMatch.isNearer).prefix(max(0, limit))))
    }
    return results
  }

  package func vector(of row: Int64) throws(Fault) -> [Float]? {
    vectors.first { $0.row == row }?.vector
  }
}

extension VectorMatch {
  /// Best first; equal ones by row.
  static func isNearer(_ a: VectorMatch, _ b: VectorMatch) -> Bool {
    a.similarity == b.similarity ? a.row < b.row : a.similarity > b.similarity
  }
}
