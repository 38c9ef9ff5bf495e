import Core
import HTTPKit

/// A request to a server of many users.
struct TenantAsk: Sendable, Equatable {
  var method: HTTPMethod
  var target: String
  var json: JSONValue?
  /// The picture that a form holds, by its seed and the name of its file.
  var seed: UInt64?
  var fileName = ""

  static func get(_ target: String) -> TenantAsk { TenantAsk(method: .get, target: target) }

  static func post(_ target: String, _ json: JSONValue = [:]) -> TenantAsk {
    TenantAsk(method: .post, target: target, json: json)
  }

  static func form(_ target: String, seed: UInt64, _ name: String) -> TenantAsk {
    TenantAsk(method: .post, target: target, seed: seed, fileName: name)
  }
}

/// How every route is asked, so that it answers for whom the things are that the names name.
enum TenantAsks {
  /// Routes that come last, as they change what others answer: the first set changes files, the
  /// second begins jobs, which end all groups that there were.
  private static let late = [
    [
      "resolveGroup", "ignoreGroup", "unignoreGroup", "restoreReview", "approveReview", "undo",
      "changeSettings", "makeKey", "revokeKey", "audit", "editImages", "mergeGroup",
      "setImagesAside",
    ],
    [
      "searchDuplicates", "jobEvents", "searchAnomalies", "scan", "aliasScan", "addFolder",
      "upload",
      "ingestImage",
    ],
  ]

  /// The order in which they are asked.
  static func rank(_ name: String) -> Int {
    for (place, names) in late.enumerated() {
      if let within = names.firstIndex(of: name) { return (place + 1) * 100 + within }
    }
    return 0
  }

  /// - Parameters:
  ///   - me: what whoever asks may say of themselves.
  /// - Returns: `nil` for a route that nobody thought of here.
  static func asks(of route: String, _ names: TenantNames, me: TenantNames) -> [TenantAsk]? {
    pictures(route, names, me) ?? searches(route, names) ?? work(route, names)
      ?? machine(route, names, me)
  }

  private static func pictures(
    _ route: String, _ names: TenantNames, _ me: TenantNames
  ) -> [TenantAsk]? {
    let image = "/api/images/\(names.image)"
    return switch route {
    case "images": [.get("/api/images?limit=500"), .get("/api/images?sort=name&limit=2")]
    case "timeline": [.get("/api/timeline")]
    case "timelineMonth": [.get("/api/timeline/undated")]
    case "image": [.get(image)]
    case "thumbnail", "preview", "original": [.get("\(image)/\(route)")]
    case "upload": [.form("/api/images", seed: 1, "\(me.word) again.bmp")]
    case "presignImage": [.post("/api/images/presign", ["file_name": "x.bmp"])]
    case "ingestImage":
      [
        .post(
          "/api/images/ingest",
          ["bucket": "images", "key": .string(names.key), "tags": [.string(me.word)]]),
        .post(
          "/api/images/ingest",
          ["bucket": "images", "key": .string(me.key), "owner_user_id": .string(names.user)]),
      ]
    case "editImages":
      [
        .post(
          "/api/images/bulk",
          ["ids": [.string(names.image)], "rating": 4, "add_tags": [.string("\(me.word) tag")]])
      ]
    case "setImagesAside":
      [.post("/api/images/set-aside", ["ids": [.string(names.second)]])]
    case "feedback":
      [
        .post(
          "/api/feedback",
          [
            "image_id": .string(names.image), "action": "relevant",
            "note": .string("\(me.word) said"),
          ])
      ]
    default: nil
    }
  }

  private static func searches(_ route: String, _ names: TenantNames) -> [TenantAsk]? {
    let filters: [JSONValue] = [
      ["tags": .string(names.word)], ["owner_user_id": .string(names.user)],
      ["folder": .string(names.folder)],
      ["must": [["has_id": [.string(names.image), .string(names.second)]]]],
      ["must_not": [["key": "tags", "match": ["value": .string(names.word)]]]],
    ]
    return switch route {
    case "search":
      [
        .post("/api/search", ["text": .string(names.word)]),
        .post("/api/search", ["image_id": .string(names.image)]),
      ] + filters.map { .post("/api/search", ["filter": $0, "limit": 500]) }
    case "aliasSearch":
      [.post("/search", ["query": .string(names.word)])]
        + filters.map { .post("/search", ["query": "bmp", "filters": $0]) }
    case "searchSimilar":
      [
        .post("/api/search/similar", ["image_id": .string(names.image)]),
        .post("/api/search/similar", ["text_query": .string(names.word)]),
        .form("/api/search/similar", seed: 1, "x.bmp"),
      ]
        + filters.map {
          .post("/api/search/similar", ["image_id": .string(names.image), "filter": $0])
        }
    case "aliasSearchImage": [.form("/search/image", seed: 2, "x.bmp")]
    case "similarImages": [.get("/api/images/\(names.image)/similar")]
    case "suggest": [.get("/api/suggest?q=\(names.word.prefix(5))")]
    case "exportSearch":
      ["json", "ndjson", "csv"].flatMap { format -> [TenantAsk] in
        let target = "/api/search/export?format=\(format)"
        return [
          .get(target), .get("\(target)&text=\(names.word)"),
          .get("\(target)&image_id=\(names.image)"),
        ]
          + filters.map { .get("\(target)&filter=\(PercentCoding.encoded(JSONText.text($0)))") }
      }
    case "searchCluster":
      [
        .post("/api/search/cluster", ["wait": false]), .post("/api/search/cluster"),
        .post(
          "/api/search/cluster", ["image_ids": [.string(names.image), .string(names.second)]]),
      ] + filters.map { .post("/api/search/cluster", ["filter": $0]) }
    case "clusters": [.get("/api/search/cluster/\(names.clusters)")]
    default: nil
    }
  }

  private static func work(_ route: String, _ names: TenantNames) -> [TenantAsk]? {
    let ignoring = "/api/duplicates/\(names.pair)/ignore"
    return switch route {
    case "duplicates": [.get("/api/duplicates?limit=200")]
    case "visualDuplicates": [.get("/api/visual-duplicates")]
    case "archive": [.get("/api/archives/\(names.archive)")]
    case "archivePreview": [.get("/api/archives/\(names.archive)/previews/0")]
    case "similarArchives": [.get("/api/archives/\(names.archive)/similar")]
    case "resolveGroup":
      [
        .post(
          "/api/duplicates/\(names.group)/resolve",
          ["keep": [.integer(Int64(names.keep))], "stage": [.integer(Int64(names.stage))]])
      ]
    case "mergeGroup":
      [
        .post(
          "/api/duplicates/\(names.merging)/merge",
          [
            "keep": .integer(Int64(names.keeper)), "stage": [.integer(Int64(names.merged))],
          ])
      ]
    case "ignoreGroup": [.post(ignoring, ["note": "no"])]
    case "unignoreGroup": [TenantAsk(method: .delete, target: ignoring, json: [:])]
    case "undo": [.post("/api/undo", ["operation_id": .integer(Int64(names.operation))])]
    case "review": [.get("/api/review")]
    case "restoreReview": [.post("/api/review/restore", ["ids": [.string(names.unit)]])]
    case "approveReview":
      [.post("/api/review/approve", ["ids": [.string(names.approved)], "count": 1])]
    case "anomalies": [.get("/api/qa/anomalies")]
    case "searchAnomalies": [.post("/api/qa/anomalies/search")]
    case "searchDuplicates": [.post("/api/duplicates/search")]
    case "jobs": [.get("/api/jobs")]
    case "jobEvents": [.get("/api/jobs/events?until=idle")]
    case "job": [.get("/api/jobs/\(names.job)")]
    case "cancelJob": [.post("/api/jobs/\(names.job)/cancel")]
    case "retryJob": [.post("/api/jobs/\(names.job)/retry")]
    case "retryJobs": [.post("/api/jobs/retry")]
    case "startJob": [.post("/api/jobs", ["kind": "compaction"])]
    case "pauseJobs": [.post("/api/jobs/pause"), .post("/api/jobs/resume")]
    case "resumeJobs": [.post("/api/jobs/resume")]
    default: nil
    }
  }

  private static func machine(
    _ route: String, _ names: TenantNames, _ me: TenantNames
  ) -> [TenantAsk]? {
    let folder = JSONValue.string(names.folder)
    return switch route {
    case "folders":
      [.get("/api/folders"), .get("/api/folders?path=\(PercentCoding.encoded(names.folder))")]
    case "addFolder": [.post("/api/folders", ["path": folder])]
    case "scan": [.post("/api/index/scan", ["paths": [folder]]), .post("/api/index/scan")]
    case "aliasScan": [.post("/index/scan", ["paths": [folder]])]
    case "settings": [.get("/api/settings")]
    case "changeSettings":
      [
        TenantAsk(method: .patch, target: "/api/settings", json: ["reference_folders": [folder]]),
        TenantAsk(method: .patch, target: "/api/settings", json: ["reference_folders": []]),
      ]
    case "models", "statistics": [.get("/api/\(route)")]
    case "indexStatus": [.get("/api/index/status")]
    case "aliasStatus": [.get("/index/status")]
    case "session": [.get("/api/session")]
    case "signIn": [.post("/api/session", ["password": "a password of nobody's"])]
    case "signOut": [TenantAsk(method: .delete, target: "/api/session", json: [:])]
    case "keys": [.get("/api/keys")]
    case "audit": [.get("/api/audit?limit=1000")]
    case "makeKey": [.post("/api/keys", ["name": .string("\(me.word) second")])]
    case "revokeKey":
      [TenantAsk(method: .delete, target: "/api/keys/\(names.accessKey)", json: [:])]
    case "health": [.get("/healthz")]
    case "readiness": [.get("/readyz")]
    case "metrics": [.get("/metrics")]
    case "openapi": [.get("/api/openapi.json")]
    default: nil
    }
  }
}
