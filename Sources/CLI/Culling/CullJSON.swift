import CommandKit
import Core
import Engine

/// A report as one JSON document.
struct CullJSON {
  let report: CullReport

  func write(to console: Console) throws {
    var json = JSONStream(on: console)
    try json.beginObject()
    try json.add("subject", .string(report.subject.rawValue))
    try json.add("looked_at", .integer(Int64(report.lookedAt)))
    try json.add("redundant", .integer(Int64(report.redundant)))
    try json.add("reclaimable_bytes", .integer(report.reclaimableBytes))
    try json.beginArray("groups")
    for group in report.groups { try json.add(Self.value(group)) }
    try json.end()
    try json.add("issues", .array(report.issues.map(JSONValue.fault)))
    try json.finish()
  }

  private static func value(_ group: CullGroup) -> JSONValue {
    [
      "number": .integer(Int64(group.number)), "title": .string(group.title),
      "choices": .array(
        group.choices.map { choice in
          [
            "best": .bool(choice.isBest), "reference": .bool(choice.isReference),
            "confirmed": .bool(choice.isConfirmed), "goes": .bool(choice.goes),
            "reasons": .array(choice.reasons.map(JSONValue.string)),
            "files": .array(choice.files.map(value)),
          ]
        }),
    ]
  }

  private static func value(_ file: CullFile) -> JSONValue {
    .object(
      JSONValue.path(file.path) + [
        .init("kind", file.kind.map { .string($0.rawValue) } ?? .null),
        .init("width", .integer(Int64(file.width))),
        .init("height", .integer(Int64(file.height))),
        .init("format", .string(file.format.rawValue)),
        .init("bytes", .integer(file.identity.size)),
        .init("sha256", .string(file.digest.hex)),
        .init("marks", .array(file.marks.map(JSONValue.string))),
      ])
  }
}
