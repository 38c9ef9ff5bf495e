package import Core

/// A vector near a query.
package struct VectorMatch: Hashable, Sendable {
  /// Whose vector: a row of the catalogue's images.
  package var row: Int64
  /// The cosine of the angle between both, −1…1, in single precision from the full vectors.
  package var similarity: Float

  package init(row: Int64, similarity: Float) {
    self.row = row
    self.similarity = similarity
  }
}

/// The reading half of a vector index: one snapshot, unmoved by what is written meanwhile. Calls
/// block; any number may run at once.
package protocol VectorIndexReading: Sendable {
  var space: VectorSpace { get }
  /// Rows that have a vector.
  var count: Int { get }

  /// The rows nearest to each query, best first, rows of equal similarity in ascending order.
  ///
  /// A row with several vectors (crops of one picture) counts once, with its best.
  ///
  /// - Parameters:
  ///   - queries: of `space.dimension` numbers each; need not have length 1.
  ///   - rows: only these; `nil` for all. Filtering loses no recall.
  /// - Returns: for each query at most `limit` matches.
  /// - Throws: a fault when the index is damaged, naming the file.
  func nearest(
    to queries: [[Float]], limit: Int, within rows: RowSet?
  ) throws(Fault) -> [[VectorMatch]]

  /// The vector of a row, of length 1; `nil` when it has none. Of several, the first.
  func vector(of row: Int64) throws(Fault) -> [Float]?

  /// All vectors of a row, of length 1, in no order; empty when it has none.
  func vectors(of row: Int64) throws(Fault) -> [[Float]]
}

extension VectorIndexReading {
  package func vectors(of row: Int64) throws(Fault) -> [[Float]] {
    try vector(of: row).map { [$0] } ?? []
  }
}
