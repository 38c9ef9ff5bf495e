import CommandKit
import Core
import Engine

/// Clusters, pairs and outliers as one JSON document each.
struct ClusterJSON {
  let console: Console

  func write(_ listing: ClusterListing, limit: Int?) throws {
    var json = try begun(listing.space, lacking: listing.lacking, count: listing.pictureCount)
    try json.add("clusters_found", .integer(Int64(listing.clusters.count)))
    try json.beginArray("clusters")
    for cluster in listing.clusters.prefix(limit ?? .max) {
      let members = cluster.members.map { member in
        JSONValue.object(
          files(of: member.picture) + [.init("cosine", number(member.cosine))])
      }
      try json.add(["cohesion": number(cluster.cohesion), "members": .array(members)])
    }
    try json.end()
    try json.beginArray("alone")
    for picture in listing.alone { try json.add(.object(files(of: picture))) }
    try json.finish()
  }

  func write(_ listing: PairListing, limit: Int?) throws {
    var json = try begun(listing.space, lacking: listing.lacking, count: listing.pictureCount)
    try json.add("pairs_found", .integer(Int64(listing.pairs.count)))
    try json.beginArray("pairs")
    for pair in listing.pairs.prefix(limit ?? .max) {
      try json.add([
        "cosine": number(pair.cosine), "first": .object(files(of: pair.first)),
        "second": .object(files(of: pair.second)),
      ])
    }
    try json.finish()
  }

  func write(_ listing: OutlierListing, limit: Int?) throws {
    var json = try begun(
      listing.space, lacking: listing.lacking, count: listing.pictures.count)
    try json.beginArray("pictures")
    for each in listing.pictures.prefix(limit ?? .max) {
      try json.add(
        .object(
          files(of: each.picture) + [
            .init("outlier", number(each.outlierFactor)),
            .init("unique", number(each.uniqueness)),
            .init("represents", number(each.representativeness)),
            .init("nearest", each.nearest.map { .object(files(of: $0)) } ?? .null),
          ]))
    }
    try json.finish()
  }

  private func begun(_ space: VectorSpace, lacking: Int, count: Int) throws -> JSONStream {
    var json = JSONStream(on: console)
    try json.beginObject()
    try json.add("space", .string(space.name))
    try json.add("pictures_compared", .integer(Int64(count)))
    try json.add("pictures_left_out", .integer(Int64(lacking)))
    return json
  }

  private func files(of picture: VectorPicture) -> [JSONValue.Member] {
    [
      .init("image_id", .integer(picture.image.rawValue)),
      .init(
        "files",
        .array(
          zip(picture.paths, picture.fileMarks).map { path, marks in
            .object(JSONValue.path(path) + [.init("marks", .array(marks.map(JSONValue.string)))])
          })),
    ]
  }

  private func number(_ value: Float) -> JSONValue {
    .number((Double(value) * 1e6).rounded() / 1e6)
  }
}
