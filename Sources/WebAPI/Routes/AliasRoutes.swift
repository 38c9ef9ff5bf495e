internal import Core
internal import Engine
internal import HTTPKit

/// The routes of requirement 003, under their names and with their fields, for programs that were written
/// for it. Each does what another route does.
struct AliasRoutes {
  let api: API

  var all: [Route] { [search, searchImage, scan, status] }

  // MARK: Requirement 003

  private static let results: JSONShape = .named(
    "AliasResults",
    .object([
      .init(
        "results",
        .list(
          .object([
            .init("image_id", .id), .init("score", .number(-1.001...1.001)),
            .init("path", .nullable(.text)), .init("preview_url", .text),
          ])))
    ]))

  private static func response(_ answer: SearchAnswer) -> HTTPResponse {
    .json(
      JSONText.bytes([
        "results": .array(
          answer.hits.map { hit in
            [
              "image_id": .string("\(hit.picture.ulid)"), "score": .number(hit.hit.score),
              "path": .known(hit.picture.path?.display),
              "preview_url": .string("/api/images/\(hit.picture.ulid)/preview"),
            ]
          })
      ]))
  }

  private var search: Route {
    Route(
      .post, "/search", name: "aliasSearch", "As /api/search.",
      access: .scope(.read),
      content: .json(
        .object([
          .init("query", .text(1...2_000)),
          .init("top_k", .integer(1...500), required: false, "20 by default."),
          .init("filters", .nullable(.filter), required: false, SearchRoutes.filterHelp),
        ])), answers: [.json(Self.results)]
    ) { [api] request in
      let wish = request.content
      var found = SearchRequest(terms: try QueryExpression(wish["query"]?.text ?? "").terms)
      found.limit = wish["top_k"]?.int ?? 20
      if let filter = wish["filters"], filter != .null { found.filter = try Filter(filter) }
      return Self.response(try await api.search(found, remembers: wish["query"]?.text))
    }
  }

  private var searchImage: Route {
    Route(
      .post, "/search/image", name: "aliasSearchImage", "As /api/search/similar with a file.",
      access: .scope(.read),
      content: .form([.init("file", isFile: true, required: true, "A picture.")]),
      answers: [.json(Self.results)], bodyLimit: Int64(SimilarSearchRoute.fileLimit + (1 << 20))
    ) { [api] request in
      let form = try await FormContents(of: request, fileLimit: SimilarSearchRoute.fileLimit)
      guard form.files.count == 1, form.files[0].field == "file", form.texts.isEmpty else {
        throw HTTPProblem.field("file", "one picture is needed")
      }
      let bytes = form.files[0].bytes
      let example = try await api.decode { _ in try ExamplePicture(decoding: bytes) }
      var found = SearchRequest(
        terms: [QueryTerm(.pixels(example.pixels, name: "the picture that was sent"))])
      (found.limit, found.leastBand) = (20, .none)
      found.depth = SearchRoutes.nearestDepth
      return Self.response(try await api.search(found))
    }
  }

  private var scan: Route {
    Route(
      .post, "/index/scan", name: "aliasScan", "As /api/index/scan.",
      access: .scope(.admin),
      content: .json(.object([.init("paths", .list(.wholePath, 1...1_000))])),
      answers: [
        .json(.object([.init("task_id", .id), .init("status", .choice(["started"]))]), .accepted)
      ]
    ) { [api] request in
      let job = try await JobRoutes(api: api).addedScan(request.content)
      return .json(
        JSONText.bytes(["task_id": .string("\(job.id)"), "status": "started"]),
        status: .accepted)
    }
  }

  private var status: Route {
    Route(
      .get, "/index/status", name: "aliasStatus", "How far the index is.",
      answers: [
        .json(
          .object([
            .init("total_images", .count), .init("last_updated", .nullable(.text)),
            .init(
              "indexing_progress", .nullable(.number(0...1)),
              "Of the scan that runs; null when none does, or its end is not known."),
          ]))
      ]
    ) { [api] _ in
      let (count, last) = try await api.call { library in
        (try api.pictureCount(library.reader), try library.reader.statistics().lastIndexed)
      }
      let scan = api.jobs.all.first { $0.state == .running && $0.work.kind == "scan" }
      let progress = scan.flatMap { job in
        job.total.map { $0 > 0 ? min(1, Double(job.done) / Double($0)) : 0 }
      }
      return .json(
        JSONText.bytes([
          "total_images": .count(count), "last_updated": .known(last?.rfc3339),
          "indexing_progress": .known(progress),
        ]))
    }
  }
}
