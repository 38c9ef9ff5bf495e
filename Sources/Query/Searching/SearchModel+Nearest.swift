import Core
import Vectors

extension SearchModel {
  /// The pictures nearest to a vector, best first. With crops each counts with the best of its whole
  /// and its parts, and none of the nearest is missed: what is among the first `limit` by its best
  /// vector is among the first `limit` of the index which has that.
  func nearest(
    to vector: [Float], limit: Int, within rows: RowSet?
  ) throws(Fault) -> [VectorMatch] {
    let whole = try index.nearest(to: [vector], limit: limit, within: rows)[0]
    guard let crops else { return whole }
    let parts = try crops.nearest(to: [vector], limit: limit, within: rows)[0]
    var best = Dictionary(uniqueKeysWithValues: whole.map { ($0.row, $0.similarity) })
    // The other index may not have ranked a row whose vector there is the nearer one.
    for match in parts { best[match.row] = max(best[match.row] ?? -1, match.similarity) }
    return best.map { VectorMatch(row: $0.key, similarity: $0.value) }
      .sorted { ($1.similarity, $0.row) < ($0.similarity, $1.row) }.prefix(limit).map { $0 }
  }

  /// How near a picture is to a vector of length 1; `nil` when it has no vector.
  func similarity(of row: Int64, to vector: [Float]) throws(Fault) -> Float? {
    guard let whole = try index.vector(of: row) else { return nil }
    var best = VectorMath.dot(VectorMath.normalized(whole), vector)
    for part in try crops?.vectors(of: row) ?? [] {
      best = max(best, VectorMath.dot(VectorMath.normalized(part), vector))
    }
    return best
  }
}
