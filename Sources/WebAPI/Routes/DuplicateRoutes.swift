internal import Core
internal import Engine
internal import HTTPKit

/// Groups of duplicates of the latest search.
struct DuplicateRoutes {
  let api: API

  var all: [Route] { [groups] }

  private var groups: Route {
    Route(
      .get, "/api/duplicates", name: "duplicates", "Groups of the latest search.",
      query: Self.query, answers: [.json(.named("GroupPage", .object(Self.pageFields)))]
    ) { [api] request in
      let wish = Wish(request.arguments)
      let answer = try await api.call { library -> JSONValue in
        let page = try Self.page(wish, library)
        return .object(page.members(hasMore: page.hasMore))
      }
      return .json(JSONText.bytes(answer))
    }
  }

  // MARK: For others that answer such pages

  static let query: [QueryParameter] = [
    .init("offset", .integer(0...10_000_000), default: 0),
    .init("limit", .integer(1...200), default: 50), .init("kind", GroupAnswer.kinds),
    .init("min_confidence", .integer(0...100), default: 0),
  ]

  /// Which page is asked for.
  struct Wish: Sendable {
    let offset: Int
    let limit: Int
    var selection = GroupSelection()

    init(_ arguments: [String: JSONValue]) {
      (offset, limit) = (arguments["offset"]?.int ?? 0, arguments["limit"]?.int ?? 50)
      selection.kind = arguments["kind"]?.text
      selection.leastConfidence = arguments["min_confidence"]?.double ?? 0
    }
  }

  struct Page {
    let run: Int64
    let totals: GroupTotals
    let groups: [GroupAnswer]
    let next: Int
    let hasMore: Bool

    func members(hasMore: Bool) -> [JSONValue.Member] {
      [
        .init("search", run == 0 ? .null : .integer(run)),
        .init("group_count", .count(totals.groupCount)),
        .init("copy_count", .count(totals.copyCount)),
        .init("reclaimable_bytes", .integer(totals.reclaimableBytes)),
        .init("groups", .array(groups.map(GroupAnswer.fields.value))),
        .init("next_offset", hasMore ? .count(next) : .null),
      ]
    }
  }

  static func page(_ wish: Wish, _ library: Library) throws -> Page {
    let page = try library.duplicateGroups(
      wish.selection, offset: wish.offset, limit: wish.limit)
    let reader = library.reader
    return Page(
      run: page.run, totals: try library.duplicateTotals(wish.selection),
      groups: try page.groups.map { try GroupAnswer($0, run: page.run, reader) },
      next: wish.offset + wish.limit, hasMore: page.hasMore)
  }

  static let pageFields: [JSONShape.Field] = [
    .init("search", .nullable(.count), "Its number; null before the first."),
    .init("group_count", .count, "Groups on all pages."), .init("copy_count", .count),
    .init("reclaimable_bytes", .count), .init("groups", .list(GroupAnswer.fields.shape)),
    .init("next_offset", .nullable(.count)),
  ]
}
