import Core
import Foundation

/// The files of `vector_set.py`.
struct VectorSet: Sendable {
  let folder: URL
  let vectors: Data
  let queries: [[Float]]
  static let limit = 10

  init(_ path: String) throws {
    folder = URL(filePath: path)
    vectors = try Data(contentsOf: folder.appending(path: "vectors.f32"), options: .alwaysMapped)
    let bytes = try Data(contentsOf: folder.appending(path: "queries.f32"))
    let size = 4 * VectorBenchmark.dimension
    queries = (0..<bytes.count / size).map { Self.floats(bytes, $0 * size..<($0 + 1) * size) }
  }

  var count: Int { vectors.count / (4 * VectorBenchmark.dimension) }

  func vector(_ row: Int) -> [Float] {
    let size = 4 * VectorBenchmark.dimension
    return Self.floats(vectors, row * size..<(row + 1) * size)
  }

  private static func floats(_ data: Data, _ range: Range<Int>) -> [Float] {
    data.withUnsafeBytes { Array($0[range].assumingMemoryBound(to: Float.self)) }
  }

  /// For each query the rows that may be found; `nil` for all.
  func filters(_ name: String) throws -> [RowSet?] {
    if name == "all" { return queries.map { _ in nil } }
    if name == "near" {
      let bits = try Data(contentsOf: folder.appending(path: "filter-near.bits"))
      let stride = (count + 7) / 8
      return queries.indices.map { query in
        var words = [UInt64](repeating: 0, count: (count + 63) / 64)
        for (place, byte) in bits[query * stride..<(query + 1) * stride].enumerated() {
          words[place / 8] |= UInt64(byte) << UInt64(8 * (place % 8))
        }
        return RowSet(words: words)
      }
    }
    let bytes = try Data(contentsOf: folder.appending(path: "filter-\(name).u8"))
    let rows = RowSet(bytes.enumerated().lazy.filter { $0.element == 1 }.map { Int64($0.offset) })
    return queries.map { _ in rows }
  }

  /// The share of the true nearest that are among those found.
  func recall(_ found: [[Int64]], _ name: String) throws -> Double {
    let bytes = try Data(contentsOf: folder.appending(path: "truth-\(name).i32"))
    let truth = bytes.withUnsafeBytes { Array($0.assumingMemoryBound(to: Int32.self)) }
    var (hits, all) = (0, 0)
    for (query, rows) in found.enumerated() {
      let expected = truth[query * Self.limit..<(query + 1) * Self.limit].filter { $0 >= 0 }
      hits += Set(rows).intersection(expected.map(Int64.init)).count
      all += expected.count
    }
    return Double(hits) / Double(all)
  }
}
