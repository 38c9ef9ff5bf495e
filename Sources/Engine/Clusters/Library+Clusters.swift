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
    let rows = try RowClusters(of: set.vectors, method, cancellation) {
      set.pictures[$0].path < set.pictures[$1].path
    }
    return ClusterListing(
      space: set.space,
      clusters: rows.clusters.map { cluster in
        ClusterListing.Cluster(
          members: cluster.members.map { member in
            ClusterListing.Member(picture: set.pictures[member.row], cosine: member.cosine)
          }, cohesion: cluster.cohesion)
      }, alone: rows.alone.map { set.pictures[$0] }, lacking: set.lacking)
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
}
