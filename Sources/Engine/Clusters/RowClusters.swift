import Clustering
import Core

/// Rows of unit vectors in clusters, whatever they are of.
struct RowClusters {
  struct Cluster {
    /// The medoid first, then by likeness to it.
    var members: [(row: Int, cosine: Float)]
    /// The mean cosine of all pairs of members.
    var cohesion: Float
  }

  /// The largest first.
  private(set) var clusters: [Cluster]
  /// In no cluster.
  private(set) var alone: [Int]

  /// - Parameter comesFirst: the order among rows that are equally like the medoid, and of those that
  ///   are alone.
  /// - Throws: `Cancelled`; `clusters.too-many-pairs`.
  init(
    of vectors: UnitVectors, _ method: ClusterMethod, _ cancellation: CancellationToken,
    comesFirst: (Int, Int) -> Bool
  ) throws {
    var members: [[Int]] = []
    var alone: [Int] = []
    for (row, label) in try Self.labels(of: vectors, method, cancellation).enumerated() {
      guard let label else {
        alone.append(row)
        continue
      }
      while members.count <= label { members.append([]) }
      members[label].append(row)
    }
    clusters = members.map { Self.cluster(of: $0, vectors, comesFirst) }
    self.alone = alone.sorted(by: comesFirst)
  }

  private static func labels(
    of vectors: UnitVectors, _ method: ClusterMethod, _ cancellation: CancellationToken
  ) throws -> [Int?] {
    guard vectors.count > 1 else { return [Int?](repeating: nil, count: vectors.count) }
    switch method {
    case .threshold(let cosine, let linkage):
      return try Agglomeration(vectors, linkage: linkage, cancellation: cancellation)
        .labels(atLeast: cosine)
    case .count(let count, let linkage):
      return try Agglomeration(vectors, linkage: linkage, cancellation: cancellation)
        .labels(count: count)
    case .density(let minimumSize, let samples):
      return try DensityClusters(
        of: vectors, minimumSize: minimumSize, samples: samples, cancellation: cancellation
      ).labels
    }
  }

  /// The medoid first: of unit vectors it is the one with the greatest product with their sum.
  private static func cluster(
    of rows: [Int], _ vectors: UnitVectors, _ comesFirst: (Int, Int) -> Bool
  ) -> Cluster {
    var sum = [Float](repeating: 0, count: vectors.dimension)
    for row in rows {
      for (index, value) in vectors[row].enumerated() { sum[index] += value }
    }
    let numbers = rows.map { UInt32($0) }
    let products = vectors.cosines(of: sum, with: numbers)
    let medoid = rows[products.indices.max { products[$0] < products[$1] } ?? 0]
    let cosines = vectors.cosines(of: medoid, with: numbers)
    let members = zip(rows, cosines).map { row, cosine in
      (row: row, cosine: row == medoid ? 1 : min(cosine, 1))
    }
    // Σ over ordered pairs of different members, from the square of the sum.
    let square = sum.reduce(Double(0)) { $0 + Double($1) * Double($1) }
    let count = Double(rows.count)
    let cohesion = rows.count > 1 ? (square - count) / (count * (count - 1)) : 1
    return Cluster(
      members: members.sorted { one, other in
        if (one.row == medoid) != (other.row == medoid) { return one.row == medoid }
        return one.cosine == other.cosine
          ? comesFirst(one.row, other.row) : one.cosine > other.cosine
      }, cohesion: Float(min(1, cohesion)))
  }
}
