package import Core

/// Clusters of archives that hold things of one kind, by what their previews look like.
package struct ArchiveClusterListing: Sendable {
  package struct Cluster: Sendable {
    /// The one that is most like all the others first, then by likeness to it.
    package var members: [Member]
    /// The mean cosine of all pairs of members.
    package var cohesion: Float
  }

  package struct Member: Sendable {
    package var archive: VisualListing.Member
    /// With the first of its cluster.
    package var cosine: Float
  }

  package var space: VectorSpace
  /// The largest first.
  package var clusters: [Cluster]
  /// Archives in no cluster, by path.
  package var alone: [VisualListing.Member]
  /// Archives with nothing to see in them.
  package var lacking: Int

  package var archiveCount: Int { clusters.reduce(alone.count) { $0 + $1.members.count } }
}
