import CommandKit
import Core
import Engine

/// Unusual pictures as one JSON document.
struct AnomalyJSON {
  let listing: AnomalyListing

  func write(to console: Console) throws {
    var json = JSONStream(on: console)
    try json.beginObject()
    try json.add("space", listing.look.map { .string($0.space) } ?? .null)
    try json.add("found_at", listing.look.map { .string($0.foundAt.rfc3339) } ?? .null)
    try json.add("pictures_compared", .integer(Int64(listing.look?.pictureCount ?? 0)))
    try json.add("unusual", .integer(Int64(listing.look?.unusualCount ?? 0)))
    try json.add("listed", .integer(Int64(listing.total)))
    try json.beginArray("pictures")
    for entry in listing.entries {
      try json.add([
        "image_id": .string("\(entry.picture.ulid)"),
        "path": entry.picture.path.map { .string($0.display) } ?? .null,
        "reason": .string(entry.standing.reason),
        "measures": .array(entry.standings.map(Self.standing)),
        "nearest": .array(
          entry.normals.map { normal in
            [
              "image_id": .string("\(normal.picture.ulid)"),
              "path": normal.picture.path.map { .string($0.display) } ?? .null,
              "cosine": .number(normal.cosine),
            ]
          }),
        "reviewed": .bool(entry.isReviewed),
      ])
    }
    try json.finish()
  }

  private static func standing(_ standing: Anomaly.Standing) -> JSONValue {
    [
      "measure": .string(standing.measure.rawValue),
      "baseline": .string((standing.name.isEmpty ? .library : standing.baseline).rawValue),
      "name": standing.name.isEmpty ? .null : .string(standing.name),
      "score": .number(standing.score), "percentile": .number(standing.percentile),
      "usual": .number(standing.usual),
      "threshold": standing.threshold.map { .number($0) } ?? .null,
      "excess": .number(standing.excess), "unusual": .bool(standing.isUnusual),
    ]
  }
}
