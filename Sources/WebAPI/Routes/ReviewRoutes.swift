internal import Core
internal import Engine
internal import HTTPKit

/// Files that were set aside: put back, approved, and every action taken back.
struct ReviewRoutes {
  let api: API

  var all: [Route] { [undo, staged, restore, approve] }

  // MARK: Undo

  private var undo: Route {
    Route(
      .post, "/api/undo", name: "undo",
      "Takes an action on files, or an edit of pictures, back; the last action without a number.",
      content: .json(
        .object([
          .init("operation_id", .nullable(.count), required: false, "Of an action on files."),
          .init("edit_id", .nullable(.count), required: false, "Of an edit of pictures."),
        ])),
      answers: [.json(Self.undone.shape)]
    ) { [api] request in
      let action = request.content["operation_id"]?.int
      let edit = request.content["edit_id"]?.int.map { EditID(rawValue: Int64($0)) }
      let outcome = try await api.move { library in
        // Files first: when they cannot go back, what was said stays with the one that was kept.
        let files = edit != nil && action == nil ? nil : try library.undo(action: action)
        return Undone(files: files, pictures: try edit.map { try library.undoEdit($0) } ?? 0)
      }
      return .json(JSONText.bytes(Self.undone.value(of: outcome)))
    }
  }

  private struct Undone: Sendable {
    /// `nil` when no action on files was to be taken back.
    let files: ReviewOutcome?
    let pictures: Int
  }

  private static let undone = AnswerFields<Undone>(
    "Undone",
    [
      .init("operation_id", .nullable(.count), "Of the undo itself, which can be undone.") {
        .known($0.files?.action)
      },
      .init("files", .count, "Files that are back.") { .count($0.files?.fileCount ?? 0) },
      .init("bytes", .count) { .integer($0.files?.byteCount ?? 0) },
      .init("pictures", .count, "Pictures of which something said is as it was.") {
        .count($0.pictures)
      },
      .init("refused", .list(.object(JSONShape.path + [.init("error", .text)]))) { outcome in
        .array(
          (outcome.files?.refused ?? []).map { refusal in
            .object(
              JSONValue.path(refusal.picture) + [.init("error", .string(refusal.fault.message))])
          })
      },
    ])

  // MARK: List

  private var staged: Route {
    Route(
      .get, "/api/review", name: "review", "What was set aside and awaits a decision.",
      query: [
        .init("offset", .integer(0...10_000_000), default: 0),
        .init("limit", .integer(1...500), default: 100),
      ], answers: [.json(Self.page)]
    ) { [api] request in
      let (offset, limit) = (
        request.arguments["offset"]?.int ?? 0, request.arguments["limit"]?.int ?? 100
      )
      let items = try await api.move { try $0.stagedItems() }
      let answer = try await api.call { library -> JSONValue in
        let shown = try items.dropFirst(offset).prefix(limit).map {
          try Item($0, library.reader)
        }
        return [
          "total": .count(items.count),
          "file_count": .count(items.reduce(0) { $0 + $1.files.count }),
          "bytes": .integer(items.reduce(0) { $0 + $1.byteCount }),
          "items": .array(shown.map(Self.item.value)),
          "next_offset": offset + limit < items.count ? .count(offset + limit) : .null,
        ]
      }
      return .json(JSONText.bytes(answer))
    }
  }

  private static let page: JSONShape = .named(
    "ReviewPage",
    .object([
      .init("total", .count, "Items on all pages: pictures with their companions."),
      .init("file_count", .count), .init("bytes", .count), .init("items", .list(item.shape)),
      .init("next_offset", .nullable(.count)),
    ]))

  struct Item: Sendable {
    let item: StagedItem
    let picture: PictureSummary?
    /// Words of the marks beside it; those of the summary are of files that were not set aside.
    let marks: [String]

    init(_ item: StagedItem, _ reader: CatalogueReader) throws {
      self.item = item
      let file = item.files.first(where: \.isRequested) ?? item.files[0]
      let known = try reader.file(at: file.path)
      marks = known?.marks ?? []
      picture = try known?.image.flatMap { try reader.summaries(of: [$0]).first }
    }
  }

  private static let item = AnswerFields<Item>(
    "ReviewItem",
    [
      .init("id", .text) { .string("\($0.item.id)") },
      .init("image", .nullable(PictureItem.fields.shape)) {
        $0.picture.map(PictureItem.value) ?? .null
      },
      .init("original_path", .text) { item in
        .string((item.item.files.first(where: \.isRequested) ?? item.item.files[0]).origin.display)
      },
      .init("staged_at", .text) { .string(Timestamp(rawValue: $0.item.date).rfc3339) },
      .init("operation_id", .count) { .count($0.item.id.action) },
      .init("group", .text) { .string($0.item.group) },
      .init("reason", .text) { .string($0.item.reason) },
      .init("bytes", .count) { .integer($0.item.byteCount) },
      .init("marks", .list(.text), "Words of the marks beside it, as cropped.") {
        .texts($0.marks)
      },
      .init("files", .list(file.shape), "The picture and its companions.") {
        .array($0.item.files.map(file.value))
      },
    ])

  private static let file = AnswerFields<StagedItem.File>(
    "ReviewFile",
    [
      .init("original_path", .text) { .string($0.origin.display) },
      .init("path", .text, "Where it lies now.") { .string($0.path.display) },
      .init("bytes", .count) { .integer($0.size) },
      .init("companion", .bool) { .bool(!$0.isRequested) },
    ])

  // MARK: Decisions

  private static let ids: JSONShape = .list(.unitID, 1...10_000)

  private static let restored = OutcomeAnswer.fields("Restoration", moved: "restored", id: .text)
  private static let removed = OutcomeAnswer.fields("Approval", moved: "removed", id: .text)

  private var restore: Route {
    Route(
      .post, "/api/review/restore", name: "restoreReview", "Puts items back where they came from.",
      content: .json(.object([.init("ids", Self.ids, "Items by id.")])),
      answers: [.json(Self.restored.shape)]
    ) { [api] request in
      let selection = ReviewSelection.units(try Self.units(request.content["ids"] ?? .null))
      let answer = try await api.move { library in
        let items = try library.stagedItems().filter(selection.contains)
        return OutcomeAnswer(try library.restore(selection), of: items)
      }
      return .json(JSONText.bytes(Self.restored.value(of: answer)))
    }
  }

  private var approve: Route {
    Route(
      .post, "/api/review/approve", name: "approveReview",
      "Moves items to the trash; needs their exact number, and can be undone.",
      content: .json(
        .object([
          .init("ids", Self.ids, required: false, "Items by id."),
          .init("all", .bool, required: false, "Every item."),
          .init("count", .count, "How many items a person was told."),
        ])), answers: [.json(Self.removed.shape)]
    ) { [api] request in
      let wish = request.content
      guard (wish["ids"] != nil) != (wish["all"] == true) else {
        throw HTTPProblem.field("ids", "either ids or all is needed")
      }
      let selection: ReviewSelection =
        try wish["ids"].map { .units(try Self.units($0)) } ?? .all
      let count = wish["count"]?.int ?? 0
      let answer = try await api.move { library in
        let items = try library.stagedItems().filter(selection.contains)
        try Self.check(count, items.count)
        let files = items.reduce(0) { $0 + $1.files.count }
        return OutcomeAnswer(
          try library.approve(selection, expecting: files), of: items)
      }
      return .json(JSONText.bytes(Self.removed.value(of: answer)))
    }
  }

  private static func check(_ expected: Int, _ actual: Int) throws(HTTPProblem) {
    guard expected != actual else { return }
    throw HTTPProblem(
      .conflict, type: "review-count",
      detail: "\(actual) items would be removed, not \(expected). Look at them again.",
      members: [.init("count", .count(actual))])
  }

  private static func units(_ ids: JSONValue) throws(HTTPProblem) -> [UnitID] {
    guard case .array(let elements) = ids else { return [] }
    var units: [UnitID] = []
    for (position, element) in elements.enumerated() {
      guard let unit = UnitID(element.text ?? "") else {
        throw .field("ids[\(position)]", "an item's id looks like 12.3")
      }
      units.append(unit)
    }
    return units
  }
}
