import CommandKit
import Core
import Engine

/// Clusters of archives for people.
struct ArchiveClusterText {
  let console: Console

  func write(_ listing: ArchiveClusterListing, limit: Int) throws {
    let styles = console.outputStyles
    let all = CountText.text(listing.archiveCount, "archive")
    let inClusters = listing.archiveCount - listing.alone.count
    try console.print(
      styles(
        listing.clusters.isEmpty
          ? "No two of \(all) are so alike."
          : "\(CountText.text(listing.clusters.count, "cluster")) of "
            + "\(CountText.text(inClusters, "archive")); "
            + "\(CountText.text(listing.alone.count)) in none.", .strong))
    let shown = listing.clusters.prefix(limit)
    let common = CommonFolder(of: shown.lazy.flatMap { $0.members.map(\.archive.paths[0]) })
    for (index, cluster) in shown.enumerated() {
      let count = CountText.text(cluster.members.count, "archive")
      try console.print(
        styles("\n\(index + 1). \(count), \(percent(cluster.cohesion)) alike", .heading))
      for member in cluster.members { try write(member, common) }
    }
    if listing.clusters.count > shown.count {
      let more = CountText.text(listing.clusters.count - shown.count, "more cluster")
      try console.print("\n… \(more); --limit shows them.")
    }
  }

  private func write(_ member: ArchiveClusterListing.Member, _ common: CommonFolder) throws {
    let others = member.archive.paths.count - 1
    let copies = others > 0 ? "  (+\(CountText.text(others)) same bytes)" : ""
    let share = percent(member.cosine)
    let pad = String(repeating: " ", count: max(0, 6 - share.count))
    try console.print("  \(pad)\(share)  \(common.display(member.archive.paths[0]))\(copies)")
  }

  /// A likeness below 0 is none.
  private func percent(_ value: Float) -> String { FixedPoint.percent(Double(max(0, value))) }
}
