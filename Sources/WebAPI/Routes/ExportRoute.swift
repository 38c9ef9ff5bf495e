internal import Core
internal import Engine
internal import HTTPKit

/// What a search finds as a file, page by page, so that memory stays small.
struct ExportRoute {
  let api: API

  private static let (pageSize, limit) = (200, 100_000)

  var route: Route {
    Route(
      .get, "/api/search/export", name: "exportSearch",
      "What a search finds, all of it, as JSON, NDJSON or CSV.",
      query: [
        .init("format", .choice(["json", "ndjson", "csv"]), default: "json"),
        .init("text", .text(0...2_000)), .init("image_id", .id),
        .init("filter", .text(2...SearchRoutes.filterLength), SearchRoutes.filterHelp),
        .init("score_threshold", .number(0...1)),
        .init("limit", .integer(1...Self.limit), default: .count(Self.limit)),
      ],
      answers: [
        .json(.named("Export", .object([.init("hits", .list(SearchAnswer.hit.shape))]))),
        .bytes("application/x-ndjson", "A hit a line."), .bytes("text/csv"),
      ]
    ) { [api] request in
      let format = request.arguments["format"]?.text ?? "json"
      let wish = try Self.wish(request.arguments)
      let limit = request.arguments["limit"]?.int ?? Self.limit
      // The first page tells what is wrong while there can still be an answer that says so.
      let first = try await api.search(wish)
      return HTTPResponse(
        .ok,
        [
          "Content-Type": Self.mediaTypes[format] ?? "application/json",
          "Content-Disposition": "attachment; filename=\"semblance.\(format)\"",
          "Cache-Control": "no-store",
        ],
        .stream { writer in
          let table = ExportTable(format: format)
          try await writer.write(table.head)
          var (page, count, next) = (first, 0, wish)
          while true {
            let hits = page.hits.prefix(limit - count)
            try await writer.write(table.bytes(Array(hits), isFirst: count == 0))
            count += hits.count
            guard count < limit, let cursor = page.page.next else { break }
            next.cursor = cursor
            page = try await api.search(next)
          }
          try await writer.write(table.tail)
        })
    }
  }

  private static let mediaTypes = [
    "json": "application/json", "ndjson": "application/x-ndjson", "csv": "text/csv; charset=utf-8",
  ]

  private static func wish(_ arguments: [String: JSONValue]) throws -> SearchRequest {
    var request = SearchRequest()
    if let text = arguments["text"]?.text, text.contains(where: { !$0.isWhitespace }) {
      request.terms = try QueryExpression(text).terms
    }
    if let id = arguments["image_id"]?.text {
      request.terms.append(QueryTerm(.picture(try SearchRoutes.ulid(id, at: "image_id"))))
    }
    if let filter = arguments["filter"]?.text { request.filter = try Filter(json: filter) }
    if let score = arguments["score_threshold"]?.double { request.leastScore = score }
    request.limit = pageSize
    return request
  }
}

/// Hits as text, in one of three forms.
struct ExportTable {
  let format: String

  private static let columns = [
    "image_id", "score", "band", "path", "name", "width", "height", "format", "bytes", "taken",
    "quality_score", "file_count", "marks", "why",
  ]

  var head: [UInt8] {
    switch format {
    case "json": Array("{\"hits\":[".utf8)
    case "csv": Array((Self.columns.joined(separator: ",") + "\r\n").utf8)
    default: []
    }
  }

  var tail: [UInt8] { format == "json" ? Array("]}".utf8) : [] }

  func bytes(_ hits: [SearchAnswer.Hit], isFirst: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    for (position, hit) in hits.enumerated() {
      switch format {
      case "csv": bytes += (Self.row(hit) + "\r\n").utf8
      case "ndjson": bytes += JSONText.bytes(SearchAnswer.hit.value(of: hit)) + [10]
      default:
        if !isFirst || position > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes += JSONText.bytes(SearchAnswer.hit.value(of: hit))
      }
    }
    return bytes
  }

  private static func row(_ hit: SearchAnswer.Hit) -> String {
    let picture = hit.picture
    let fields: [String] = [
      "\(picture.ulid)", "\((hit.hit.score * 10_000).rounded() / 10_000)",
      hit.hit.band?.title ?? "",
      picture.path?.display ?? "", picture.path?.lastComponent.display ?? "", "\(picture.width)",
      "\(picture.height)", picture.format.rawValue, "\(picture.byteSize)",
      MomentText.taken(picture.takenLocal, offsetMinutes: picture.takenOffsetMinutes) ?? "",
      picture.qualityScore.map { "\($0)" } ?? "", "\(picture.fileCount)",
      picture.marks.joined(separator: "; "),
      hit.hit.explanations.joined(separator: "; "),
    ]
    return fields.map(field).joined(separator: ",")
  }

  /// A field as RFC 4180 writes it. Names of files come from anywhere, and spreadsheets run what begins
  /// like a formula: such a field begins with an apostrophe.
  static func field(_ text: String) -> String {
    var text = text
    if let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first),
      Double(text) == nil
    {
      text = "'" + text
    }
    let needsQuotes = text.contains { $0 == "," || $0 == "\"" || $0.isNewline }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
