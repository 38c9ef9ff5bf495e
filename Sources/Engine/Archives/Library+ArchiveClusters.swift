import Clustering
package import Core
import Fingerprints
import Grouping

extension Library {
  /// Puts archives into clusters, by the mean of their previews' descriptors
  /// (``Grouping/ArchiveVectors``).
  ///
  /// - Parameter folders: only archives with a file below one of these; empty for all.
  /// - Throws: as ``clusters(_:space:folders:cancellation:)``.
  package func archiveClusters(
    _ method: ClusterMethod, folders: [FilePath] = [],
    cancellation: CancellationToken = CancellationToken()
  ) throws -> ArchiveClusterListing {
    let archives = try archives(below: folders)
    let set = try ArchiveFinder(archives).vectors(cancellation: cancellation)
    let space = VisualDescriptor.space
    let vectors = UnitVectors(dimension: space.dimension, values: set.values)
    // Both are in the order of their paths.
    let rows = try RowClusters(of: vectors, method, cancellation) { $0 < $1 }
    func member(_ row: Int) -> VisualListing.Member {
      VisualListing.Member(archives[set.archives[row]], nil)
    }
    return ArchiveClusterListing(
      space: space,
      clusters: rows.clusters.map { cluster in
        ArchiveClusterListing.Cluster(
          members: cluster.members.map { found in
            ArchiveClusterListing.Member(archive: member(found.row), cosine: found.cosine)
          }, cohesion: cluster.cohesion)
      }, alone: rows.alone.map(member), lacking: archives.count - set.archives.count)
  }
}
