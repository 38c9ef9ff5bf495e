internal import Core
internal import Engine
internal import HTTPKit

/// Pictures that are unlike the rest, and what people say of pictures.
struct AnomalyRoutes {
  let api: API

  var all: [Route] { [anomalies, search, feedback] }

  private var anomalies: Route {
    Route(
      .get, "/api/qa/anomalies", name: "anomalies",
      "Pictures that are unlike the rest, the most unusual first.",
      query: [
        .init("offset", .integer(0...10_000_000), default: 0),
        .init("limit", .integer(1...200), default: 50),
      ], answers: [.json(Self.page)]
    ) { [api] request in
      let (offset, limit) = (
        request.arguments["offset"]?.int ?? 0, request.arguments["limit"]?.int ?? 50
      )
      let answer = try await api.call { library -> JSONValue in
        let reader = library.reader
        let totals = try reader.anomalyTotals()
        let found = try reader.anomalies(offset: offset, limit: limit)
        let images = Set(
          found.flatMap { [$0.anomaly.image] + ($0.anomaly.nearest.map { [$0] } ?? []) })
        let pictures = Dictionary(
          uniqueKeysWithValues: try reader.summaries(of: images.sorted()).map { ($0.id, $0) })
        let items = found.compactMap { entry in
          pictures[entry.anomaly.image].map { picture in
            Item(
              anomaly: entry.anomaly, isReviewed: entry.isReviewed, picture: picture,
              nearest: entry.anomaly.nearest.flatMap { pictures[$0] })
          }
        }
        return [
          "total": .count(totals.count), "found_at": .known(totals.foundAt?.rfc3339),
          "items": .array(items.map(Self.item.value)),
          "next_offset": offset + limit < totals.count ? .count(offset + limit) : .null,
        ]
      }
      return .json(JSONText.bytes(answer))
    }
  }

  private static let page: JSONShape = .named(
    "AnomalyPage",
    .object([
      .init("total", .count), .init("found_at", .nullable(.text), "null before the first look."),
      .init("items", .list(item.shape)), .init("next_offset", .nullable(.count)),
    ]))

  struct Item: Sendable {
    let anomaly: Anomaly
    let isReviewed: Bool
    let picture: PictureSummary
    let nearest: PictureSummary?
  }

  private static let item = AnswerFields<Item>(
    "AnomalyItem",
    [
      .init("id", .id) { .string("\($0.picture.ulid)") },
      .init("score", .anyNumber, "The local outlier factor: about 1 is usual.") {
        .number($0.anomaly.score)
      },
      .init("percentile", .number(0...100), "The share of pictures that are more usual.") {
        .number($0.anomaly.percentile)
      },
      .init("reason", .text) { .string(reason($0.anomaly)) },
      .init("nearest", .list(.id), "What it is most like.") { item in
        .texts(item.nearest.map { ["\($0.ulid)"] } ?? [])
      },
      .init("image", PictureItem.fields.shape) { PictureItem.value(of: $0.picture) },
      .init("reviewed", .bool, "Whether somebody said something of it.") { .bool($0.isReviewed) },
    ])

  private static func reason(_ anomaly: Anomaly) -> String {
    let factor = (anomaly.score * 100).rounded() / 100
    let share = Int(anomaly.percentile.rounded(.down))
    return factor <= 1.05
      ? "It stands as close to its nearest pictures as they do to theirs (factor \(factor))."
      : "Its nearest pictures are \(factor) times as far from it as they are from theirs; "
        + "\(share) % of the pictures are more usual."
  }

  private var search: Route {
    Route(
      .post, "/api/qa/anomalies/search", name: "searchAnomalies",
      "Looks for unusual pictures anew.", content: .json(.object([])),
      answers: [.json(JobRoutes.acceptedShape, .accepted)]
    ) { [api] _ in JobRoutes.accepted(try api.jobs.add(.anomalies)) }
  }

  private var feedback: Route {
    Route(
      .post, "/api/feedback", name: "feedback", "Keeps what a person says of a picture.",
      content: .json(
        .object([
          .init("image_id", .id),
          .init(
            "action", .choice(Feedback.Action.allCases.map(\.rawValue)),
            "normal and irrelevant keep a picture out of the anomalies."),
          .init("note", .nullable(.text(0...2_000)), required: false),
        ])),
      answers: [
        .json(
          .named(
            "FeedbackKept",
            .object([.init("image_id", .id), .init("action", .text)])), .created)
      ]
    ) { [api] request in
      let wish = request.content
      let id = try SearchRoutes.ulid(wish["image_id"]?.text ?? "", at: "image_id")
      guard let action = wish["action"]?.text.flatMap(Feedback.Action.init) else {
        throw HTTPProblem.field("action", "it is missing")
      }
      try await api.call { try $0.keepFeedback(action, note: wish["note"]?.text, on: id) }
      return .json(
        JSONText.bytes(["image_id": .string("\(id)"), "action": .string(action.rawValue)]),
        status: .created)
    }
  }
}
