import CommandKit
import Core
import Engine

/// Groups of archives as one JSON document.
struct VisualJSON {
  let listing: VisualListing

  func write(_ groups: [VisualListing.Group], to console: Console) throws {
    var json = JSONStream(on: console)
    try json.beginObject()
    try json.add("archives", .integer(Int64(listing.archiveCount)))
    try json.add("group_count", .integer(Int64(listing.groups.count)))
    try json.add("hash", .string(listing.options.hash.rawValue))
    try json.add("threshold", .integer(Int64(listing.options.usedThreshold)))
    try json.beginArray("groups")
    for group in groups {
      try json.add([
        "number": .integer(Int64(group.number)), "confidence": .integer(Int64(group.confidence)),
        "archives": .array(group.members.map(Self.value)),
      ])
    }
    try json.finish()
  }

  static func value(_ member: VisualListing.Member) -> JSONValue {
    .object(facts(of: member) + [.init("match", member.evidence.map(value) ?? .null)])
  }

  /// What an archive is, whatever it is compared with.
  static func facts(of member: VisualListing.Member) -> [JSONValue.Member] {
    [
      .init("files", .array(member.paths.map { .object(JSONValue.path($0)) })),
      .init("format", .string(member.format)), .init("bytes", .integer(member.byteSize)),
      .init("file_count", .integer(Int64(member.fileCount))),
      .init(
        "previews",
        .array(
          member.previews.map { preview in
            [
              "entry": .string(preview.entry), "kind": .string(preview.kind.rawValue),
              "width": .integer(Int64(preview.width)), "height": .integer(Int64(preview.height)),
            ]
          })),
    ]
  }

  private static func value(_ evidence: VisualListing.Evidence) -> JSONValue {
    [
      "confidence": .integer(Int64(evidence.confidence)),
      "matching_previews": .integer(Int64(evidence.matchCount)),
      "previews": .integer(Int64(evidence.previewCount)),
      "best_distance": evidence.best.map { .integer(Int64($0)) } ?? .null,
      "mean_distance": evidence.mean.map { .number($0) } ?? .null,
      "picture_coverage": evidence.pictureCoverage.map { .number($0) } ?? .null,
      "model_coverage": evidence.modelCoverage.map { .number($0) } ?? .null,
      "same_bytes": .number(evidence.sharedBytes),
      "same_files": .integer(Int64(evidence.sharedFiles)),
      "files": .integer(Int64(evidence.fileCount)),
      "reasons": .array(evidence.reasons.map(JSONValue.string)),
    ]
  }
}
