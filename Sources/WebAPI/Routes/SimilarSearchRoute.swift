internal import Core
internal import Engine
internal import HTTPKit

/// The search of requirement 001: by a picture that is sent, by one of the library, or by text.
struct SimilarSearchRoute {
  let api: API

  /// Bytes of a picture that is sent.
  static let fileLimit = 64 << 20

  var route: Route {
    Route(
      .post, "/api/search/similar", name: "searchSimilar",
      "Pictures by a file, by an image, or by text, with the payload of each.",
      access: .scope(.read),
      content: .jsonOrForm(
        Self.wish,
        [.init("file", isFile: true, "A picture.")] + RouteContent.FormField.texts(of: Self.wish)),
      answers: [.json(Self.answer)], bodyLimit: Int64(Self.fileLimit + (1 << 20))
    ) { [api] request in
      let (wish, file) = try await Self.read(request)
      var found = SearchRequest()
      found.limit = 10
      try found.read(wish)
      (found.leastBand, found.depth) = (.none, SearchRoutes.nearestDepth)
      found.showsPages()
      found.usesCrops = wish["use_crops"] == true
      if found.usesCrops, try await api.call({ try $0.cropCount() }) == 0 {
        throw HTTPProblem.field("use_crops", "this library has no vectors of crops")
      }
      let gate = wish["phash_gate"]?.int
      try await Self.add(file, wish, gate: gate, to: &found, api)
      let isVector = found.terms.contains { if case .text = $0.content { false } else { true } }
      if let least = wish["score_threshold"]?.double {
        if isVector {
          found.leastSimilarity = Float(least)
        } else {
          found.leastScore = max(0, least)
        }
      }
      let answer = try await api.search(found)
      let withPayload = wish["include_payload"] != false
      let hits = try await api.call { library in
        try answer.hits.map { try Self.value($0, library.reader, withPayload: withPayload) }
      }
      return .json(
        JSONText.bytes([
          "hits": .array(hits), "next_cursor": .known(answer.page.next),
          "no_good_match": .bool(answer.page.verdict != .found), "notices": .texts(answer.remarks),
          "took_ms": .number(answer.milliseconds),
        ]))
    }
  }

  // MARK: Question

  private static let wish: JSONShape = .named(
    "SimilarWish",
    .object([
      .init("image_id", .id, required: false, "A picture of the library."),
      .init("text_query", .text(1...2_000), required: false, "What it shows, in words."),
      .init("limit", .integer(1...500), required: false, "10 by default."),
      .init("cursor", .text(1...4_096), required: false),
      .init("score_threshold", .number(-1...1), required: false, "The least score."),
      .init("filter", .nullable(.filter), required: false, SearchRoutes.filterHelp),
      .init(
        "use_crops", .bool, required: false,
        "Whether a picture counts with the nearest of its whole and its crops."),
      .init(
        "phash_gate", .integer(0...64), required: false,
        "Only pictures whose pHash is so near, in bits of 64."),
      .init("include_payload", .bool, required: false, "true by default."),
    ]))

  private static func read(
    _ request: HTTPRequest
  ) async throws -> (JSONValue, FormContents.File?) {
    guard request.mediaType == "multipart/form-data" else { return (request.content, nil) }
    let form = try await FormContents(of: request, fileLimit: fileLimit)
    if let other = form.files.first(where: { $0.field != "file" }) {
      throw HTTPProblem.field(other.field, "there is no such file; there is: file")
    }
    guard form.files.count < 2 else { throw HTTPProblem.field("file", "it is there twice") }
    return (try form.document(wish), form.files.first)
  }

  /// Exactly one of a file, an image and a text.
  private static func add(
    _ file: FormContents.File?, _ wish: JSONValue, gate: Int?, to request: inout SearchRequest,
    _ api: API
  ) async throws {
    let (id, text) = (wish["image_id"]?.text, wish["text_query"]?.text)
    guard [file != nil, id != nil, text != nil].count(where: { $0 }) == 1 else {
      throw HTTPProblem.field("", "one of file, image_id and text_query is needed")
    }
    if let text {
      guard gate == nil else {
        throw HTTPProblem.field("phash_gate", "a text has no pHash")
      }
      request.terms = [QueryTerm(.text(text))]
    } else if let id {
      let ulid = try SearchRoutes.ulid(id, at: "image_id")
      request.terms = [QueryTerm(.picture(ulid))]
      let image = try await api.call { try ImageRoutes.image(ulid, $0.reader) }
      request.gate = gate.map {
        PerceptualGate(hash: image.record.hashes.perceptual, distance: $0)
      }
    } else if let file {
      let example = try await api.decode { _ in try ExamplePicture(decoding: file.bytes) }
      request.terms = [QueryTerm(.pixels(example.pixels, name: "the picture that was sent"))]
      request.gate = gate.map { PerceptualGate(hash: example.perceptualHash, distance: $0) }
    }
  }

  // MARK: Answer

  private static let answer: JSONShape = .named(
    "SimilarPage",
    .object([
      .init(
        "hits",
        .list(
          .object([
            .init("image_id", .id),
            .init(
              "score", .number(-1.001...1.001),
              "The cosine; where no vector was asked, how well words match."),
            .init("payload", PictureJSON.payload.shape, required: false),
            .init("preview_url", .text),
          ]))),
      .init("next_cursor", .nullable(.text)), .init("no_good_match", .bool),
      .init("notices", .list(.text)), .init("took_ms", .anyNumber),
    ]))

  private static func value(
    _ hit: SearchAnswer.Hit, _ reader: CatalogueReader, withPayload: Bool
  ) throws -> JSONValue {
    let (found, id) = (hit.hit, hit.picture.ulid)
    var members: [JSONValue.Member] = [
      .init("image_id", .string("\(id)")),
      .init("score", .number(found.similarity.map(Double.init) ?? found.score)),
    ]
    if withPayload, let image = try reader.image(found.id) {
      let picture = try PictureJSON(of: image, in: reader)
      members.append(.init("payload", PictureJSON.payload.value(of: picture)))
    }
    return .object(
      members + [.init("preview_url", .string("/api/images/\(id)/preview"))])
  }
}
