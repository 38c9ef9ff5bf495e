package import Core
import Kernels

extension VectorSnapshot {
  package func nearest(
    to queries: [[Float]], limit: Int, within rows: RowSet?
  ) throws(Fault) -> [[VectorMatch]] {
    var units: [[Float]] = []
    for query in queries {
      guard query.count == space.dimension else {
        throw Fault(
          "vectors.vector", .bug,
          "a query has \(query.count) numbers instead of \(space.dimension)")
      }
      units.append(try UnitVector.of(query, what: "the query"))
    }
    guard limit > 0, !units.isEmpty else { return units.map { _ in [] } }
    var search = VectorSearch(
      parts: parts, queries: units, limit: limit, rows: rows, breadth: breadth)
    return try search.run()
  }
}
