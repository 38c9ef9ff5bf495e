import Clustering
package import Core

extension Library {
  /// Puts pictures into clusters.
  ///
  /// - Throws: `Cancelled`; a fault when there are too many pairs, or nothing has a vector.
  /// - Complexity: n² / 2 products of bytes at least; see ``Clustering/Agglomeration`` and
  ///   ``Clustering/DensityClusters``. No matrix is made.
  package func clusters(
    _ method: ClusterMethod, space: String? = nil, folders: [FilePath] = [],
    cancellation: CancellationToken = CancellationToken()
  ) throws -> ClusterListing {
    let set = try pictureVectors(space: space, folders: folders)
    return try Self.listing(of: set, method, cancellation)
  }

  /// The clusters of pictures whose vectors are at hand.
  static func listing(
    of set: PictureVectors, _ method: ClusterMethod, _ cancellation: CancellationToken
  ) throws -> ClusterListing {
    let labels: [Int?] =
      switch method {
      case _ where set.pictures.count < 2: [Int?](repeating: nil, count: set.pictures.count)
      case .threshold(let cosine, let linkage):
        try Agglomeration(set.vectors, linkage: linkage, cancellation: cancellation)
          .labels(atLeast: cosine)
      case .count(let count, let linkage):
        try Agglomeration(set.vectors, linkage: linkage, cancellation: cancellation)
          .labels(count: count)
      case .density(let minimumSize, let samples):
        try DensityClusters(
          of: set.vectors, minimumSize: minimumSize, samples: samples, cancellation: cancellation
        ).labels
      }
    var members: [[Int]] = []
    var alone: [VectorPicture] = []
    for (row, label) in labels.enumerated() {
      guard let label else {
        alone.append(set.pictures[row])
        continue
      }
      while members.count <= label { members.append([]) }
      members[label].append(row)
    }
    return ClusterListing(
      space: set.space, clusters: members.map { cluster(of: $0, set) },
      alone: alone.sorted { $0.path < $1.path }, lacking: set.lacking)
  }

  /// All pairs of pictures that are at least so alike, the most alike first.
  ///
  /// - Throws: as ``clusters(_:space:folders:cancellation:)``.
  package func closePairs(
    atLeast cosine: Float, space: String? = nil, folders: [FilePath] = [],
    cancellation: CancellationToken = CancellationToken()
  ) throws -> PairListing {
    let set = try pictureVectors(space: space, folders: folders)
    let pairs = try ClosePairs(
      of: set.vectors, atLeast: cosine, cancellation: cancellation
    ).pairs
    return PairListing(
      space: set.space,
      pairs: pairs.map { pair in
        PairListing.Pair(
          first: set.pictures[Int(pair.first)], second: set.pictures[Int(pair.second)],
          cosine: pair.cosine)
      }, pictureCount: set.pictures.count, lacking: set.lacking)
  }

  /// How unusual, how alone and how representative every picture is.
  ///
  /// - Parameter neighbours: how many nearest pictures are asked.
  /// - Throws: as ``clusters(_:space:folders:cancellation:)``.
  package func outliers(
    neighbours: Int, order: OutlierListing.Order, space: String? = nil, folders: [FilePath] = [],
    cancellation: CancellationToken = CancellationToken()
  ) throws -> OutlierListing {
    let set = try pictureVectors(space: space, folders: folders)
    let graph = try NeighbourGraph(
      of: set.vectors, degree: neighbours, cancellation: cancellation)
    let scores = NeighbourhoodScores(graph)
    let pictures = set.pictures.indices.map { row in
      OutlierListing.Picture(
        picture: set.pictures[row], outlierFactor: scores.outlierFactor[row],
        uniqueness: scores.uniqueness[row], representativeness: scores.representativeness[row],
        nearest: graph.neighbours(of: row).first.map { set.pictures[Int($0)] })
    }
    return OutlierListing(
      space: set.space, pictures: order.sorted(pictures), lacking: set.lacking)
  }

  /// The medoid first: of unit vectors it is the one with the greatest product with their sum.
  private static func cluster(of rows: [Int], _ set: PictureVectors) -> ClusterListing.Cluster {
    var sum = [Float](repeating: 0, count: set.space.dimension)
    for row in rows {
      for (index, value) in set.vectors[row].enumerated() { sum[index] += value }
    }
    let numbers = rows.map { UInt32($0) }
    let products = set.vectors.cosines(of: sum, with: numbers)
    let medoid = rows[products.indices.max { products[$0] < products[$1] } ?? 0]
    let cosines = set.vectors.cosines(of: medoid, with: numbers)
    let members = zip(rows, cosines).map { row, cosine in
      ClusterListing.Member(
        picture: set.pictures[row], cosine: row == medoid ? 1 : min(cosine, 1))
    }
    let first = set.pictures[medoid].image
    // Σ over ordered pairs of different members, from the square of the sum.
    let square = sum.reduce(Double(0)) { $0 + Double($1) * Double($1) }
    let count = Double(rows.count)
    let cohesion = rows.count > 1 ? (square - count) / (count * (count - 1)) : 1
    return ClusterListing.Cluster(
      members: members.sorted { one, other in
        if (one.picture.image == first) != (other.picture.image == first) {
          return one.picture.image == first
        }
        return (other.cosine, one.picture.path) < (one.cosine, other.picture.path)
      }, cohesion: Float(min(1, cohesion)))
  }
}
