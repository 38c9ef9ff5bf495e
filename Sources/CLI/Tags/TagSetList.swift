import CommandKit
import Core
import Engine

/// The sets of labels by which pictures have been tagged.
struct TagSetList {
  let sets: [TagSetTotals]

  func show(on invocation: Invocation) throws {
    let console = invocation.console
    if invocation[StandardOptions.json] {
      let json = JSONValue.array(sets.map(Self.value))
      return try console.write(JSONText.bytes(json, .indented) + [UInt8(ascii: "\n")])
    }
    if sets.isEmpty {
      return console.note("No pictures have automatic tags. See: semblance tag --labels FILE")
    }
    var table = Table([
      .init("Set"), .init("Labels", .trailing), .init("Pictures", .trailing),
      .init("Tags", .trailing), .init("When"), .init("Model's vectors", isFlexible: true),
    ])
    for set in sets {
      table.add([
        set.set.name, CountText.text(set.labelCount), CountText.text(set.imageCount),
        CountText.text(set.tagCount), TimeText.text(set.taggedAt), set.set.space,
      ])
    }
    for line in table.lines() { try console.print(line) }
  }

  private static func value(_ set: TagSetTotals) -> JSONValue {
    [
      "set": .string(set.set.name), "space": .string(set.set.space),
      "labels": .integer(Int64(set.labelCount)), "pictures": .integer(Int64(set.imageCount)),
      "tags": .integer(Int64(set.tagCount)), "tagged_at": .string(set.taggedAt.rfc3339),
    ]
  }
}
