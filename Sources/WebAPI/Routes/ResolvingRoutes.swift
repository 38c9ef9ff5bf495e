internal import Core
internal import Engine
internal import HTTPKit

/// What people decide about groups of duplicates.
struct ResolvingRoutes {
  let api: API

  var all: [Route] { [resolve, merge, ignore, forget] }

  private static let staged = OutcomeAnswer.fields("Resolution", moved: "staged", id: .count)

  private var resolve: Route {
    Route(
      .post, "/api/duplicates/{group}/resolve", name: "resolveGroup",
      "Sets files of a group aside; can be undone.", path: ["group": .groupID],
      content: .json(
        .object([
          .init("keep", .list(.count, 0...10_000), "Files that stay, by file_id."),
          .init("stage", .list(.count, 0...10_000), "Files that go."),
        ])), answers: [.json(Self.staged.shape)]
    ) { [api] request in
      let wish = request.content
      let keep = Set(wish["keep"]?.ids ?? [])
      let stage = Set(wish["stage"]?.ids ?? [])
      let answer = try await api.move { library in
        let group = try Self.group(request, library)
        try Self.check(keep, stage, group)
        let members = group.members.filter { stage.contains($0.file.rawValue) }
        let plan = try library.planStaging(of: Set(members.map(\.path)), in: group)
        return OutcomeAnswer(try library.stage(plan), plan, of: members)
      }
      return .json(JSONText.bytes(Self.staged.value(of: answer)))
    }
  }

  private static let merged = AnswerFields<MergeAnswer>(
    "Merge",
    staged.of(\.outcome) + [
      .init("edit_id", .nullable(.count), "To undo what was taken over; null for nothing.") {
        .known($0.edit.map { Int($0.rawValue) })
      }
    ])

  private struct MergeAnswer: Sendable {
    let outcome: OutcomeAnswer
    let edit: EditID?
  }

  private var merge: Route {
    Route(
      .post, "/api/duplicates/{group}/merge", name: "mergeGroup",
      "Gives one file what was said of others, and sets those aside; can be undone.",
      path: ["group": .groupID],
      content: .json(
        .object([
          .init("keep", .count, "The file that takes over their tags and stars, by file_id."),
          .init("stage", .list(.count, 1...10_000), "Files that go."),
        ])), answers: [.json(Self.merged.shape)]
    ) { [api] request in
      let keep = Int64(request.content["keep"]?.int ?? 0)
      let stage = Set(request.content["stage"]?.ids ?? [])
      let answer = try await api.move { library in
        let group = try Self.group(request, library)
        try Self.check([keep], stage, group)
        let members = group.members.filter { stage.contains($0.file.rawValue) }
        guard let keeper = group.members.first(where: { $0.file.rawValue == keep }) else {
          throw HTTPProblem.field("keep", "the group has no file \(keep)")
        }
        let merged = try library.merge(Set(members.map(\.path)), into: keeper, of: group)
        return MergeAnswer(
          outcome: OutcomeAnswer(merged.review, merged.plan, of: members), edit: merged.edit)
      }
      return .json(JSONText.bytes(Self.merged.value(of: answer)))
    }
  }

  private static func check(
    _ keep: Set<Int64>, _ stage: Set<Int64>, _ group: ListedGroup
  ) throws(HTTPProblem) {
    let known = Set(group.members.map(\.file.rawValue))
    for (place, files) in [("keep", keep), ("stage", stage)] {
      if let unknown = files.subtracting(known).min() {
        throw .field(place, "the group has no file \(unknown)")
      }
    }
    if let both = keep.intersection(stage).min() {
      throw .field("stage", "file \(both) is to be kept")
    }
    guard stage != known else { throw .field("stage", "one file of the group has to stay") }
  }

  private static let pairs: JSONShape = .named(
    "Decision", .object([.init("pairs", .count, "Pairs of pictures that it is about.")]))

  private var ignore: Route {
    Route(
      .post, "/api/duplicates/{group}/ignore", name: "ignoreGroup",
      "Remembers that the pictures of a group are no duplicates.", path: ["group": .groupID],
      content: .json(.object([.init("note", .text(0...1_000), required: false, "Why.")])),
      answers: [.json(Self.pairs)]
    ) { [api] request in
      let note = request.content["note"]?.text
      let count = try await api.call { library in
        let group = try Self.group(request, library)
        return try library.rememberNotDuplicates(group.members.map(\.path), note: note)
      }
      return .json(JSONText.bytes(["pairs": .count(count)]))
    }
  }

  private var forget: Route {
    Route(
      .delete, "/api/duplicates/{group}/ignore", name: "unignoreGroup", "Takes that back.",
      path: ["group": .groupID],
      content: .json(.object([])), answers: [.json(Self.pairs)]
    ) { [api] request in
      let count = try await api.call { library in
        let group = try Self.group(request, library, includingRefused: true)
        return try library.forgetNotDuplicates(group.members.map(\.path))
      }
      return .json(JSONText.bytes(["pairs": .count(count)]))
    }
  }

  private static func group(
    _ request: HTTPRequest, _ library: Library, includingRefused: Bool = false
  ) throws -> ListedGroup {
    guard let (run, number) = GroupAnswer.parts(of: request.parameters["group"] ?? ""),
      let group = try library.duplicateGroup(
        run: run, number: number, includingRefused: includingRefused)
    else { throw HTTPProblem.notFound("The latest search has no such group any more.") }
    return group
  }
}

extension JSONValue {
  /// The numbers of a list that was checked.
  fileprivate var ids: [Int64] {
    guard case .array(let elements) = self else { return [] }
    return elements.compactMap { $0.int.map(Int64.init) }
  }
}
