import CommandKit
import Core
import Engine

/// Groups of duplicates as one JSON document.
struct DuplicateJSON {
  let listing: DuplicateListing

  func write(limit: Int?, to console: Console) throws {
    var json = JSONStream(on: console)
    try json.beginObject()
    try json.add("search", .integer(listing.run))
    try json.add("files", .integer(Int64(listing.fileCount)))
    try json.add("pictures", .integer(Int64(listing.pictureCount)))
    try json.add("group_count", .integer(Int64(listing.groups.count)))
    try json.add("copy_count", .integer(Int64(listing.duplicateCount)))
    try json.add("reclaimable_bytes", .integer(listing.reclaimableBytes))
    try json.beginArray("groups")
    for group in listing.groups.prefix(limit ?? .max) { try json.add(Self.value(group)) }
    try json.finish()
  }

  static func value(_ group: ListedGroup) -> JSONValue {
    [
      "number": .integer(Int64(group.number)), "kind": .string(group.kind.rawValue),
      "title": .string(group.kind.title), "confidence": .integer(Int64(group.confidence)),
      "automatic": .bool(group.kind.isAutomatic),
      "reclaimable_bytes": .integer(group.reclaimableBytes),
      "files": .array(group.members.map(value)),
    ]
  }

  private static func value(_ member: ListedGroup.Member) -> JSONValue {
    .object(
      JSONValue.path(member.path) + [
        .init("best", .bool(member.isBest)), .init("reference", .bool(member.isReference)),
        .init("kind", member.kind.map { .string($0.rawValue) } ?? .null),
        .init("confidence", .integer(Int64(member.confidence))),
        .init("cosine", member.cosine.map { .number($0) } ?? .null),
        .init("reasons", .array(member.reasons.map(JSONValue.string))),
        .init("marks", .array(member.marks.map(JSONValue.string))),
        .init("width", .integer(Int64(member.width))),
        .init("height", .integer(Int64(member.height))),
        .init("format", .string(member.format.rawValue)),
        .init("bytes", .integer(member.identity.size)),
        .init("sha256", .string(member.digest.hex)),
      ])
  }
}
