internal import Core
internal import Engine
internal import HTTPKit

/// Groups of duplicates of the latest search.
struct DuplicateRoutes {
  let api: API

  var all: [Route] { [groups] }

  var groups: Route {
    Route(
      .get, "/api/duplicates", name: "duplicates", "Groups of the latest search.",
      query: [
        .init("offset", .integer(0...10_000_000), default: 0),
        .init("limit", .integer(1...200), default: 50), .init("kind", GroupAnswer.kinds),
        .init("min_confidence", .integer(0...100), default: 0),
      ],
      answers: [.json(Self.page)]
    ) { [api] request in
      let query = request.arguments
      let (offset, limit) = (query["offset"]?.int ?? 0, query["limit"]?.int ?? 50)
      var selection = GroupSelection()
      selection.kind = query["kind"]?.text
      selection.leastConfidence = query["min_confidence"]?.double ?? 0
      let answer = try await api.call { [selection] library -> JSONValue in
        let page = try library.duplicateGroups(selection, offset: offset, limit: limit)
        let totals = try library.duplicateTotals(selection)
        let reader = library.reader
        let groups = try page.groups.map { try GroupAnswer($0, run: page.run, reader) }
        return [
          "search": page.run == 0 ? .null : .integer(page.run),
          "group_count": .count(totals.groupCount), "copy_count": .count(totals.copyCount),
          "reclaimable_bytes": .integer(totals.reclaimableBytes),
          "groups": .array(groups.map(GroupAnswer.fields.value)),
          "next_offset": page.hasMore ? .count(offset + limit) : .null,
        ]
      }
      return .json(JSONText.bytes(answer))
    }
  }

  private static let page: JSONShape = .named(
    "GroupPage",
    .object([
      .init("search", .nullable(.count), "Its number; null before the first."),
      .init("group_count", .count, "Groups on all pages."), .init("copy_count", .count),
      .init("reclaimable_bytes", .count), .init("groups", .list(GroupAnswer.fields.shape)),
      .init("next_offset", .nullable(.count)),
    ]))
}
