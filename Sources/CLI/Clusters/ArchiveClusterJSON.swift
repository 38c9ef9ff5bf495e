import CommandKit
import Core
import Engine

/// Clusters of archives as one JSON document.
struct ArchiveClusterJSON {
  let console: Console

  func write(_ listing: ArchiveClusterListing, limit: Int?) throws {
    var json = JSONStream(on: console)
    try json.beginObject()
    try json.add("space", .string(listing.space.name))
    try json.add("archives_compared", .integer(Int64(listing.archiveCount)))
    try json.add("archives_left_out", .integer(Int64(listing.lacking)))
    try json.add("clusters_found", .integer(Int64(listing.clusters.count)))
    try json.beginArray("clusters")
    for cluster in listing.clusters.prefix(limit ?? .max) {
      let members = cluster.members.map { member in
        JSONValue.object(
          VisualJSON.facts(of: member.archive) + [.init("cosine", number(member.cosine))])
      }
      try json.add(["cohesion": number(cluster.cohesion), "members": .array(members)])
    }
    try json.end()
    try json.beginArray("alone")
    for archive in listing.alone { try json.add(.object(VisualJSON.facts(of: archive))) }
    try json.finish()
  }

  private func number(_ value: Float) -> JSONValue {
    .number((Double(value) * 1e6).rounded() / 1e6)
  }
}
