internal import Core
internal import Engine
internal import HTTPKit

/// What may follow what was typed.
struct SuggestionRoute {
  let api: API

  var route: Route {
    Route(
      .get, "/api/suggest", name: "suggest",
      "What typed words may become: earlier queries, tags, cameras, marks, folders, dates.",
      query: [
        .init("q", .text(0...200), default: ""), .init("limit", .integer(1...50), default: 10),
      ],
      answers: [
        .json(
          .named(
            "Suggestions",
            .object([
              .init(
                "suggestions",
                .list(
                  .object([
                    .init("text", .text), .init("kind", Self.kinds),
                    .init("count", .count, "Pictures; of a query, how often it was asked."),
                  ])))
            ])))
      ]
    ) { [api] request in
      let typed = request.arguments["q"]?.text ?? ""
      let limit = request.arguments["limit"]?.int ?? 10
      let found = try await api.call { library in
        try api.suggester.value(at: try library.reader.changeCount()) { try library.suggester() }
          .suggestions(for: typed, limit: limit)
      }
      return .json(
        JSONText.bytes([
          "suggestions": .array(
            found.map { suggestion in
              [
                "text": .string(suggestion.text), "kind": .string(suggestion.kind.rawValue),
                "count": .count(suggestion.count),
              ]
            })
        ]))
    }
  }

  private static let kinds = JSONShape.choice(Suggestion.Kind.allCases.map(\.rawValue))
}
