internal import Core
internal import Engine
internal import HTTPKit

/// What an action on files did, each thing that was asked for by itself: one that is refused never
/// stops the others.
struct OutcomeAnswer: Sendable {
  struct Part: Sendable {
    var id: JSONValue
    /// `nil` when it was done.
    var error: String?
  }

  /// The number to undo it by; `nil` when nothing was to be done.
  var operation: Int?
  /// Files that were moved, companions among them.
  var fileCount = 0
  var byteCount: Int64 = 0
  var parts: [Part] = []

  static func fields(
    _ name: String, moved: String, id: JSONShape
  ) -> AnswerFields<OutcomeAnswer> {
    let part = AnswerFields<Part>(
      name + "Part",
      [
        .init("id", id) { $0.id }, .init("ok", .bool) { .bool($0.error == nil) },
        .init("error", .text, required: false) { $0.error.map(JSONValue.string) },
      ])
    return AnswerFields(
      name,
      [
        .init("operation_id", .nullable(.count), "To undo it; null when nothing was done.") {
          .known($0.operation)
        },
        .init(moved, .count, "Files, with their companions.") { .count($0.fileCount) },
        .init("bytes", .count) { .integer($0.byteCount) },
        .init("results", .list(part.shape)) { .array($0.parts.map(part.value)) },
      ])
  }

  /// Of an action on files that are set aside.
  init(_ outcome: ReviewOutcome, of items: [StagedItem]) {
    self.init(outcome)
    let moved = Set(outcome.moved)
    parts = items.map { item in
      let fault = outcome.refused.first { refusal in
        item.files.contains { $0.origin == refusal.picture || $0.path == refusal.picture }
      }?.fault
      return Part(
        id: .string("\(item.id)"),
        error: moved.contains(item.id) ? nil : fault?.description ?? "It was not done.")
    }
  }

  /// Of staging files of a group.
  init(_ outcome: ReviewOutcome, _ plan: ReviewPlan, of members: [ListedGroup.Member]) {
    self.init(outcome)
    let faults = Self.faults(of: outcome, plan)
    parts = members.map { member in
      Part(
        id: .integer(member.file.rawValue),
        error: member.isReference
          ? "It lies in a reference folder, from which nothing is moved."
          : faults[member.path]?.description)
    }
  }

  /// Of setting pictures aside.
  init(_ outcome: ReviewOutcome, _ aside: PicturesAside, of pictures: [ULID]) {
    self.init(outcome)
    let faults = Self.faults(of: outcome, aside.plan)
    parts = pictures.map { id in
      let fault = aside.refused[id] ?? aside.files[id]?.lazy.compactMap { faults[$0] }.first
      return Part(id: .string("\(id)"), error: fault?.description)
    }
  }

  private init(_ outcome: ReviewOutcome) {
    operation = outcome.action
    fileCount = outcome.fileCount
    byteCount = outcome.byteCount
  }

  /// Why files were not moved: those that a plan held back, and those that were refused.
  private static func faults(
    of outcome: ReviewOutcome, _ plan: ReviewPlan
  ) -> [FilePath: Fault] {
    var faults: [FilePath: Fault] = [:]
    for hold in plan.holds { faults[hold.picture] = hold.fault }
    for refusal in outcome.refused {
      faults[refusal.picture] = refusal.fault
      // A unit moves whole or not at all.
      let unit = plan.units.first { $0.files.contains { $0.file.path == refusal.picture } }
      for file in unit?.files ?? [] { faults[file.file.path] = refusal.fault }
    }
    return faults
  }
}
