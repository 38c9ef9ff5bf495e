import Core
import Kernels

/// One of the pieces of an index as a snapshot sees it. Pieces are ordered by age; of a row that
/// several have, the youngest counts.
struct Part: Sendable {
  enum Source: Sendable {
    case segment(SealedSegment)
    case log(LogView)
  }

  var source: Source
  /// Positions whose rows were replaced or removed by something younger.
  var dead: PositionSet

  init(_ source: Source) {
    self.source = source
    switch source {
    case .segment(let segment): dead = PositionSet(capacity: segment.count)
    case .log(let log): dead = PositionSet(capacity: log.count)
    }
  }

  var graph: GraphFile? {
    if case .segment(let segment) = source { segment.graph } else { nil }
  }

  /// Vectors, dead ones too.
  var count: Int {
    switch source {
    case .segment(let segment): segment.count
    case .log(let log): log.count
    }
  }

  /// Rows that older parts lose, besides those that are here.
  var removed: [Int64] {
    switch source {
    case .segment(let segment): segment.removed
    case .log(let log): log.removed
    }
  }

  func row(at position: Int) -> Int64 {
    switch source {
    case .segment(let segment): segment.row(at: position)
    case .log(let log): log.region.row(at: position)
    }
  }

  func vector(at position: Int) throws(Fault) -> [Float] {
    switch source {
    case .segment(let segment): try segment.vector(at: position)
    case .log(let log): log.vector(at: position)
    }
  }

  /// The first living vector's position of a row.
  func firstPosition(of row: Int64) -> Int? { positions(of: row).first }

  /// The positions of a row's living vectors.
  func positions(of row: Int64) -> [Int] {
    switch source {
    case .segment(let segment): segment.rows.positions(of: row).filter { !dead.contains($0) }
    case .log(let log): log.positions(of: row).filter { !dead.contains($0) }
    }
  }

  /// The positions that may be found; `nil` when all may.
  func allowed(within rows: RowSet?) -> PositionSet? {
    if rows == nil, dead.count == 0 { return nil }
    let chosen: PositionSet? = rows.map { rows in
      switch source {
      case .segment(let segment): segment.rows.positions(of: rows)
      case .log(let log): log.positions(of: rows)
      }
    }
    if let chosen, dead.count == 0 { return chosen }
    return .allowed(chosen, without: dead, end: count)
  }

  func withRows<R: ~Copyable>(part: UInt32, _ body: (CodedRows) -> R) -> R {
    switch source {
    case .segment(let segment): segment.withRows(part: part, body)
    case .log(let log): log.withRows(part: part, body)
    }
  }

  func products(with query: [Float], at positions: [UInt32]) -> [Float] {
    switch source {
    case .segment(let segment): segment.products(with: query, at: positions)
    case .log(let log): positions.map { VectorKernel.dot(query, log.vector(at: Int($0))) }
    }
  }

  /// - Throws: `vectors.damaged`.
  func checkVector(at position: Int) throws(Fault) {
    // A log's vectors were compared with their frame's checksum when it was read.
    if case .segment(let segment) = source { try segment.checkVector(at: position) }
  }
}
