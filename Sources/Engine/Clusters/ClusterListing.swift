package import Core

/// Clusters of pictures that look or mean alike.
package struct ClusterListing: Sendable {
  package struct Cluster: Sendable {
    /// The one that is most like all the others first, then by likeness to it.
    package var members: [Member]
    /// The mean cosine of all pairs of members.
    package var cohesion: Float
  }

  package struct Member: Sendable {
    package var picture: VectorPicture
    /// With the first of its cluster.
    package var cosine: Float
  }

  package var space: VectorSpace
  /// The largest first.
  package var clusters: [Cluster]
  /// Pictures in no cluster, by path.
  package var alone: [VectorPicture]
  /// Pictures without a vector.
  package var lacking: Int

  package var pictureCount: Int { clusters.reduce(alone.count) { $0 + $1.members.count } }
}
