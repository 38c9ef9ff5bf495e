internal import Core
internal import Engine
internal import HTTPKit

/// Pictures a page at a time, and by month.
struct ListingRoutes {
  let api: API

  var all: [Route] { [images, timeline, month] }

  // MARK: Pages

  private var images: Route {
    Route(
      .get, "/api/images", name: "images", "Pictures a page at a time.",
      query: [
        .init("cursor", .text(1...4_096), "The `next_cursor` of the page before."),
        .init("limit", .integer(1...500), default: 100),
        .init("sort", .choice(PictureOrder.allCases.map(\.rawValue)), default: "taken"),
        .init(
          "order", .choice(["asc", "desc"]),
          "By default the latest, largest or best first, and names from A."),
      ],
      answers: [.json(Self.page)]
    ) { [api] request in
      let query = request.arguments
      let order = query["sort"]?.text.flatMap(PictureOrder.init) ?? .taken
      let ascending = query["order"].map { $0 == "asc" } ?? (order == .name)
      let limit = query["limit"]?.int ?? 100
      let answer = try await api.call { library -> JSONValue in
        let reader = library.reader
        let page = try reader.pictures(
          in: order, ascending: ascending, after: query["cursor"]?.text, limit: limit)
        return [
          "total": .count(try api.pictureCount(reader)),
          "items": .array(page.pictures.map(PictureItem.value)),
          "next_cursor": .known(page.next),
        ]
      }
      return .json(JSONText.bytes(answer))
    }
  }

  private static let page: JSONShape = .named(
    "ImagePage",
    .object([
      .init("total", .count, "Pictures on all pages."),
      .init("items", .list(PictureItem.fields.shape)), .init("next_cursor", .nullable(.text)),
    ]))

  // MARK: Months

  private static let undated = "undated"
  /// Pictures of a month that an answer holds.
  private static let monthLimit = 10_000

  private var timeline: Route {
    Route(
      .get, "/api/timeline", name: "timeline",
      "How many pictures every month has, the latest first.",
      answers: [
        .json(
          .named(
            "Timeline",
            .object([
              .init("total", .count),
              .init(
                "buckets",
                .list(
                  .object([.init("key", .text, "2024-05, or undated."), .init("count", .count)]))),
            ])))
      ]
    ) { [api] _ in
      let buckets = try await api.call { library in
        let reader = library.reader
        return try api.months.value(at: try reader.changeCount()) { try reader.timeline() }
      }
      return .json(
        JSONText.bytes([
          "total": .count(buckets.reduce(0) { $0 + $1.count }),
          "buckets": .array(
            buckets.map { bucket in
              ["key": .string(bucket.month ?? Self.undated), "count": .count(bucket.count)]
            }),
        ]))
    }
  }

  private var month: Route {
    Route(
      .get, "/api/timeline/{key}", name: "timelineMonth",
      "The pictures of a month in columns, the latest first.", path: ["key": .month],
      query: [
        .init("cursor", .text(1...4_096), "The `next_cursor` of the page before."),
        .init("limit", .integer(1...Self.monthLimit), default: .count(Self.monthLimit)),
      ],
      answers: [.json(Self.columns)]
    ) { [api] request in
      let key = request.parameters["key"] ?? ""
      guard JSONShape.month.fits(key) else {
        throw HTTPProblem.badRequest(
          "A month is written 2024-05; pictures without a date are undated.")
      }
      let limit = request.arguments["limit"]?.int ?? Self.monthLimit
      let page = try await api.call { library in
        try library.reader.timeline(
          of: key == Self.undated ? nil : key, after: request.arguments["cursor"]?.text,
          limit: limit)
      }
      return .json(JSONText.bytes(Self.value(page.pictures, next: page.next)))
    }
  }

  private static let columns: JSONShape = .named(
    "TimelineColumns",
    .object([
      .init("ids", .list(.id)), .init("ratios", .list(.anyNumber), "Width by height."),
      .init("taken", .list(.nullable(.text)), "By the camera's clock."),
      .init("placeholders", .list(.text), "24 bytes each, in base 64."),
      .init("marks", .list(.list(.text)), "Words of the marks beside its files, as cropped."),
      .init("ratings", .list(.nullable(.integer(-1...5)))), .init("favourites", .list(.bool)),
      .init("next_cursor", .nullable(.text), "Where a month has more than `limit`."),
    ]))

  private static func value(_ pictures: [TimelinePicture], next: String?) -> JSONValue {
    [
      "ids": .array(pictures.map { .string("\($0.ulid)") }),
      "ratios": .array(
        pictures.map { picture in
          .number(
            (Double(picture.width) / Double(max(1, picture.height)) * 1_000).rounded() / 1_000)
        }),
      "taken": .array(pictures.map { .known($0.takenLocal) }),
      "placeholders": .array(pictures.map { .string(Base64.text($0.placeholder)) }),
      "marks": .array(pictures.map { .texts($0.marks) }),
      "ratings": .array(pictures.map { .known($0.rating) }),
      "favourites": .array(pictures.map { .bool($0.isFavourite) }),
      "next_cursor": .known(next),
    ]
  }
}
