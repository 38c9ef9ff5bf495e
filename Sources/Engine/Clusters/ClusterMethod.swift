package import Clustering

/// How clusters are made.
package enum ClusterMethod: Hashable, Sendable {
  /// Merges what is most alike while it is at least so alike.
  case threshold(Float, Linkage)
  /// Merges what is most alike until so many clusters are left, single pictures included.
  case count(Int, Linkage)
  /// Dense regions of at least so many pictures, everything else left out; see
  /// ``Clustering/DensityClusters``.
  case density(minimumSize: Int, samples: Int)
}
