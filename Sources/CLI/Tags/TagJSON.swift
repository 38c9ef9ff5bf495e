import CommandKit
import Core
import Engine

/// The tags of every picture, as JSON.
struct TagJSON {
  let listing: TagListing

  func write(to console: Console) throws {
    let json: JSONValue = [
      "set": .string(listing.set.name), "model": .string(listing.model),
      "space": .string(listing.set.space), "labels": .integer(Int64(listing.labels.count)),
      "pictures": .array(listing.pictures.map(Self.value)),
    ]
    try console.write(JSONText.bytes(json, .indented) + [UInt8(ascii: "\n")])
  }

  private static func value(_ picture: TagListing.Picture) -> JSONValue {
    [
      "files": .array(picture.picture.paths.map { .object(JSONValue.path($0)) }),
      "tags": .array(picture.tags.map(value)),
    ]
  }

  static func value(_ tag: AutomaticTag) -> JSONValue {
    ["tag": .string(tag.name), "confidence": .number(tag.confidence)]
  }
}
