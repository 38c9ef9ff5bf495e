internal import Core
internal import Engine
internal import HTTPKit

/// What looks the same, pictures and archives, as requirement 000 asks for it.
struct VisualMatchRoute {
  let api: API

  var route: Route {
    Route(
      .get, "/api/visual-duplicates", name: "visualDuplicates",
      "Groups of pictures as /api/duplicates, and of archives that hold the same.",
      query: DuplicateRoutes.query,
      answers: [
        .json(
          .named(
            "VisualMatches",
            .object(
              DuplicateRoutes.pageFields + [
                .init(
                  "archive_group_count", .count, "Groups of archives on all pages; 0 with a kind."),
                .init("archive_groups", .list(ArchiveGroupAnswer.fields.shape)),
              ])))
      ]
    ) { [api] request in
      let wish = DuplicateRoutes.Wish(request.arguments)
      let answer = try await api.call { library -> JSONValue in
        let page = try DuplicateRoutes.page(wish, library)
        // A kind is one of pictures.
        let archives = wish.selection.kind == nil ? try api.archiveGroups(library) : []
        let sure = archives.filter { Double($0.confidence) >= wish.selection.leastConfidence }
        let shown = sure.dropFirst(wish.offset).prefix(wish.limit)
        let next = wish.offset + wish.limit
        return .object(
          page.members(hasMore: page.hasMore || sure.count > next) + [
            .init("archive_group_count", .count(sure.count)),
            .init("archive_groups", .array(shown.map(ArchiveGroupAnswer.fields.value))),
          ])
      }
      return .json(JSONText.bytes(answer))
    }
  }
}
