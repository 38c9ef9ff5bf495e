import CommandKit
import Core
import Engine

/// What `semblance group` would make, as one JSON document.
struct ArrangementJSON {
  let console: Console

  func write(_ arrangement: Arrangement, limit: Int?) throws {
    let plan = arrangement.plan
    var json = JSONStream(on: console)
    try json.beginObject()
    try json.add("dry_run", .bool(true))
    try json.add("into", .object(JSONValue.path(arrangement.target)))
    try json.add("mode", .string(plan.way.rawValue))
    try json.add("space", .string(arrangement.space.name))
    try json.add("pictures", .integer(Int64(plan.pictureCount)))
    try json.add("companions", .integer(Int64(plan.companionCount)))
    try json.add("bytes", .integer(plan.byteCount))
    try json.add("pictures_in_no_cluster", .integer(Int64(arrangement.alone)))
    try json.add("pictures_left_out", .integer(Int64(arrangement.lacking)))
    try json.add("reference_files", .integer(Int64(arrangement.references)))
    try json.add("folders_found", .integer(Int64(arrangement.folders.count)))
    try json.beginArray("folders")
    for folder in arrangement.folders.prefix(limit ?? .max) {
      try json.add(Self.value(folder, arrangement.marks))
    }
    try json.end()
    try json.add("held_back", .array(plan.holds.map { .fault($0.namedFault) }))
    try json.add("notes", .array(plan.notes.map { .string(PlanView.sentence($0)) }))
    try json.finish()
  }

  private static func value(
    _ folder: Arrangement.Folder, _ marks: [FilePath: [String]]
  ) -> JSONValue {
    [
      "name": .string(folder.name.display),
      "cohesion": folder.cohesion.map { .number((Double($0) * 1e6).rounded() / 1e6) } ?? .null,
      "units": .array(
        folder.units.map { unit in
          [
            "reason": .string(unit.reason),
            "files": .array(unit.files.map { value($0, marks[$0.file.path] ?? []) }),
          ]
        }),
    ]
  }

  private static func value(_ file: ReviewPlan.File, _ marks: [String]) -> JSONValue {
    .object(
      JSONValue.path(file.file.path) + JSONValue.path(file.destination, key: "destination")
        + (file.linkText.map { JSONValue.path($0, key: "link") } ?? []) + [
          .init("bytes", .integer(file.file.identity.size)),
          .init("companion", .bool(!file.isRequested)),
          .init("marks", .array(marks.map(JSONValue.string))),
        ])
  }
}
