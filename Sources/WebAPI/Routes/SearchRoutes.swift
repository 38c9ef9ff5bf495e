internal import Core
internal import Engine
internal import HTTPKit

/// Pictures by words, by example, and by what is known of them.
struct SearchRoutes {
  let api: API

  var all: [Route] { [search, similar] }

  /// Pictures that a question for the nearest ranks: what comes behind is not like the one at all.
  static let nearestDepth = 200

  /// Characters of a filter in a query: with each escaped as up to twelve a head has room for it.
  static let filterLength = 5_000
  static let filterHelp =
    "An object of fields that all must hold, as {\"iso\": {\"gt\": 800}}, or Qdrant's form."

  private var search: Route {
    Route(
      .post, "/api/search", name: "search", "Pictures by words, by example, or by facts alone.",
      access: .scope(.read), content: .json(Self.wish), answers: [.json(SearchAnswer.fields.shape)]
    ) { [api] request in
      let wish = request.content
      var found = SearchRequest()
      if let text = wish["text"]?.text, text.contains(where: { !$0.isWhitespace }) {
        found.terms += try QueryExpression(text).terms
      }
      if let id = wish["image_id"]?.text {
        found.terms.append(QueryTerm(.picture(try Self.ulid(id, at: "image_id"))))
      }
      try found.read(wish)
      if let score = wish["score_threshold"]?.double { found.leastScore = score }
      found.showsPages()
      let answer = try await api.search(found, remembers: wish["text"]?.text)
      return .json(JSONText.bytes(SearchAnswer.fields.value(of: answer)))
    }
  }

  private static let wish: JSONShape = .named(
    "SearchWish",
    .object([
      .init(
        "text", .text(0...2_000), required: false,
        "Words, or terms joined by + and -, with weights as in 2:dog."),
      .init("image_id", .id, required: false, "A picture to look like."),
      .init("limit", .integer(1...500), required: false, "Hits a page; 50 by default."),
      .init("cursor", .text(1...4_096), required: false, "The `next_cursor` of the page before."),
      .init("score_threshold", .number(0...1), required: false),
      .init("filter", .nullable(.filter), required: false, filterHelp),
    ]))

  private var similar: Route {
    Route(
      .get, "/api/images/{id}/similar", name: "similarImages", "The pictures most like one.",
      path: ["id": .id],
      query: [.init("limit", .integer(1...500), default: 20)],
      answers: [.json(SearchAnswer.fields.shape)]
    ) { [api] request in
      let id = try ImageRoutes.id(request)
      var found = SearchRequest(terms: [QueryTerm(.picture(id))])
      found.limit = request.arguments["limit"]?.int ?? 20
      (found.leastBand, found.depth) = (.none, Self.nearestDepth)
      found.showsPages()
      let answer = try await api.search(found)
      return .json(JSONText.bytes(SearchAnswer.fields.value(of: answer)))
    }
  }

  static func ulid(_ text: String, at place: String) throws(HTTPProblem) -> ULID {
    guard let id = ULID(text) else {
      throw .field(place, "an image's id has 26 letters and digits")
    }
    return id
  }
}

extension SearchRequest {
  /// Most who see a first page ask for no other.
  mutating func showsPages() { countsAll = false }

  /// What all searches take: `limit`, `cursor`, `filter`.
  ///
  /// - Throws: a fault that says where in the filter something is wrong.
  mutating func read(_ wish: JSONValue) throws(Fault) {
    if let limit = wish["limit"]?.int { self.limit = limit }
    cursor = wish["cursor"]?.text
    if let filter = wish["filter"], filter != .null { self.filter = try Filter(filter) }
  }
}

extension API {
  /// Searches with the model in use; without one that works, words are still searched.
  ///
  /// - Parameter text: what a person typed, to be suggested later.
  func search(_ request: SearchRequest, remembers text: String? = nil) async throws -> SearchAnswer
  {
    let started = ContinuousClock.now
    let models = models
    let answer = try await call { library in
      var remarks: [String] = []
      var model: EmbeddingModel?
      if !request.terms.isEmpty {
        do {
          model = try models.model(of: library)
        } catch let fault as Fault {
          remarks.append("The model cannot be used: \(fault.message).")
        }
      }
      return try SearchAnswer(
        try library.found(request, model: model), library.reader, remarks: remarks,
        started: started)
    }
    if let text, request.cursor == nil, answer.page.verdict == .found { remember(text) }
    return answer
  }

  /// Writes while nobody waits for it; a library that cannot be written to can be searched.
  private func remember(_ text: String) {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard (1...200).contains(words.count) else { return }
    Task { try? await call { try $0.remember(query: words) } }
  }
}
