import Core
import Engine
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// The fields of requirements 001 and 003, quoted, against what routes take and answer.
@Suite struct RequirementTests {
  /// A line of a requirement.
  struct Contract: Sendable, CustomTestStringConvertible {
    var quote: String
    var route: String
    var takes: [String] = []
    /// Optional ones of them.
    var optional: [String] = []
    /// Names in the answer, below a field where one is given.
    var answers: [String] = []
    var below: String?

    var testDescription: String { route }
  }

  static let payload = [
    "image_id", "bucket", "key", "sha256", "phash", "width", "height", "source", "tags",
    "created_at", "model_name", "model_version", "quality_score", "nsfw_score", "owner_user_id",
  ]

  static let contracts = [
    Contract(
      quote: """
        Accepts either an uploaded image file or `{ image_id }` or `{ text_query }`. Params: `limit`, \
        `score_threshold?`, `filter?`, `use_crops?`, `phash_gate?`, `include_payload?`. Returns ranked \
        hits: `{ image_id, score, payload, preview_url }`.
        """, route: "POST /api/search/similar",
      takes: [
        "file", "image_id", "text_query", "limit", "score_threshold", "filter", "use_crops",
        "phash_gate", "include_payload",
      ],
      optional: [
        "limit", "score_threshold", "filter", "use_crops", "phash_gate", "include_payload",
      ], answers: ["image_id", "score", "payload", "preview_url"], below: "hits"),
    Contract(
      quote: """
        `POST /search/cluster` → `{ image_ids? , filter? , limit , method="agglomerative" , \
        linkage="average" }`
        """, route: "POST /api/search/cluster",
      takes: ["image_ids", "filter", "limit", "method", "linkage"],
      optional: ["image_ids", "filter", "method", "linkage"],
      answers: ["representative", "cohesion", "members"], below: "clusters"),
    Contract(
      quote: "`GET /images/{id}` → payload + signed preview URL.", route: "GET /api/images/{id}",
      answers: payload + ["preview_url"]),
    Contract(
      quote: """
        `POST /feedback` → `{ image_id, action: "relevant"|"irrelevant"|"duplicate"|"anomaly", note? }`
        """, route: "POST /api/feedback", takes: ["image_id", "action", "note"],
      optional: ["note"], answers: ["image_id", "action"]),
    Contract(
      quote: "async def search(query: str, top_k: int = 20, filters: dict = None) … results",
      route: "POST /search", takes: ["query", "top_k", "filters"], optional: ["top_k", "filters"],
      answers: ["results"]),
    Contract(
      quote: "async def search_by_image(file: UploadFile) … results", route: "POST /search/image",
      takes: ["file"], answers: ["results"]),
    Contract(
      quote: #"trigger_scan(paths: list[str]) … {"task_id": task_id, "status": "started"}"#,
      route: "POST /index/scan", takes: ["paths"], answers: ["task_id", "status"]),
    Contract(
      quote: #"{"total_images": …, "last_updated": …, "indexing_progress": …}"#,
      route: "GET /index/status", answers: ["total_images", "last_updated", "indexing_progress"]),
  ]

  @Test(arguments: contracts)
  func routesTakeAndAnswerWhatTheRequirementSays(contract: Contract) throws {
    let route = try #require(
      try ServedLibrary().api.routes.first { "\($0.method) \($0.pattern)" == contract.route },
      "\(contract.quote)")
    let taken = Self.taken(route.content)
    for name in contract.takes {
      guard let isRequired = taken[name] else {
        Issue.record("\(contract.route) takes no \(name)")
        continue
      }
      #expect(!(isRequired && contract.optional.contains(name)), "\(name) is optional")
    }
    let shape = try #require(route.answers.first?.shape)
    let answered = Self.fields(shape, below: contract.below).map(\.name)
    for name in contract.answers { #expect(answered.contains(name), "\(contract.route): \(name)") }
  }

  /// Whether each field must be there; a form's too.
  private static func taken(_ content: RouteContent) -> [String: Bool] {
    let (shape, parts): (JSONShape?, [RouteContent.FormField]) =
      switch content {
      case .none: (nil, [])
      case .json(let shape): (shape, [])
      case .form(let parts): (nil, parts)
      case .jsonOrForm(let shape, let parts): (shape, parts)
      }
    var taken: [String: Bool] = [:]
    for part in parts { taken[part.name] = part.isRequired }
    for field in shape.map({ fields($0, below: nil) }) ?? [] {
      taken[field.name] = field.isRequired
    }
    return taken
  }

  /// The fields of an object, or of the elements of the list that one of its fields is.
  private static func fields(_ shape: JSONShape, below name: String?) -> [JSONShape.Field] {
    switch shape {
    case .named(_, let inner), .nullable(let inner), .list(let inner, _):
      return fields(inner, below: name)
    case .object(let members):
      guard let name else { return members }
      return members.first { $0.name == name }.map { fields($0.shape, below: nil) } ?? []
    default: return []
    }
  }

  /// What the requirement's own words send is taken, and the actions are the four of it.
  @Test func itsExamplesAreTaken() async throws {
    let served = try ServedLibrary()
    let id = JSONValue.string(try #require(try await served.ids()["a.bmp"]))
    let similar = try await served.post(
      "/api/search/similar",
      [
        "image_id": id, "limit": 2, "score_threshold": -1, "use_crops": false, "phash_gate": 64,
        "include_payload": true,
        "filter": [
          "must": [
            ["key": "owner_user_id", "match": ["value": .string(served.library.owner.name)]],
            ["key": "created_at", "range": ["gt": "2020-01-01T00:00:00Z"]],
          ]
        ],
      ])
    #expect(similar.status == 200, "\(similar.text)")
    let hits = try #require(try similar.json["hits"]?.elements)
    #expect(hits.count == 2)
    for hit in hits {
      #expect(hit.members.map(\.key) == ["image_id", "score", "payload", "preview_url"])
      #expect(hit["payload"]?.members.map(\.key) == Self.payload)
    }
    for action in ["relevant", "irrelevant", "duplicate", "anomaly"] {
      let body: JSONValue = ["image_id": id, "action": .string(action)]
      #expect(try await served.post("/api/feedback", body).status == 201)
    }
    let words = try await served.post("/api/search/similar", ["text_query": "mirrored"])
    #expect(words.status == 200)
    #expect(try words.json["hits"]?.elements.isEmpty == false)
  }

  @Test func healthIsToldWhereTheRequirementSays() async throws {
    let served = try ServedLibrary()
    for path in ["/healthz", "/readyz", "/metrics", "/api/qa/anomalies"] {
      #expect(try await served.get(path).status == 200, "\(path)")
    }
  }
}
