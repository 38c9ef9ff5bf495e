import CommandKit
import Core
import Engine

/// Clusters of archives as a table, one record a file; cluster 0 is what is in none.
struct ArchiveClusterCSV {
  let output: ResultFile

  func write(_ listing: ArchiveClusterListing, limit: Int?) throws {
    try output.write(
      CSVText.row(["cluster", "path", "cosine", "format", "bytes", "files", "previews"]))
    for (index, cluster) in listing.clusters.prefix(limit ?? .max).enumerated() {
      for member in cluster.members {
        let cosine = FixedPoint.text(Double(member.cosine), decimals: 4)
        try write(member.archive, cluster: index + 1, cosine)
      }
    }
    if limit == nil {
      for archive in listing.alone { try write(archive, cluster: 0, "") }
    }
    try output.finish()
  }

  private func write(
    _ archive: VisualListing.Member, cluster: Int, _ cosine: String
  ) throws {
    for path in archive.paths {
      try output.write(
        CSVText.row([
          "\(cluster)", path.display, cosine, archive.format, "\(archive.byteSize)",
          "\(archive.fileCount)", "\(archive.previews.count)",
        ]))
    }
  }
}
