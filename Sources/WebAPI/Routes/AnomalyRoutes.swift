internal import Core
internal import Engine
internal import HTTPKit
internal import Query

/// Pictures that are unlike the rest, and what people say of pictures.
struct AnomalyRoutes {
  let api: API

  var all: [Route] { [anomalies, search, feedback] }

  private static let anyMeasure = "any"

  private var anomalies: Route {
    Route(
      .get, "/api/qa/anomalies", name: "anomalies",
      "Pictures that are unlike the rest, the most unusual first.",
      query: [
        .init(
          "by", .choice([Self.anyMeasure] + AnomalyMeasure.allCases.map(\.rawValue)),
          default: .string(Self.anyMeasure),
          "Far from the nearest, in a sparser place than those, or out of the distribution."),
        .init(
          "baseline", .choice(AnomalyBaseline.allCases.map(\.rawValue)),
          default: .string(AnomalyBaseline.library.rawValue), "Whose scores say what is usual."),
        .init("unusual", .bool, default: false, "Only those above the threshold."),
        .init("filter", .text(2...SearchRoutes.filterLength), SearchRoutes.filterHelp),
        .init("offset", .integer(0...10_000_000), default: 0),
        .init("limit", .integer(1...200), default: 50),
      ], answers: [.json(AnomalyAnswer.page)]
    ) { [api] request in
      let arguments = request.arguments
      let (offset, limit) = (arguments["offset"]?.int ?? 0, arguments["limit"]?.int ?? 50)
      let query = AnomalyQuery(
        measure: arguments["by"]?.text.flatMap(AnomalyMeasure.init),
        baseline: arguments["baseline"]?.text.flatMap(AnomalyBaseline.init) ?? .library,
        onlyUnusual: arguments["unusual"] == true)
      let filter = try arguments["filter"]?.text.map { try Filter(json: $0) }
      let listing = try await api.call {
        try $0.anomalies(query, filter: filter, offset: offset, limit: limit)
      }
      return .json(JSONText.bytes(AnomalyAnswer.value(of: listing, offset: offset, limit: limit)))
    }
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
