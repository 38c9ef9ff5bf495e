internal import Core
internal import Engine
internal import HTTPKit

/// Archives that were looked into: what is in them, how they look, what is like them.
struct ArchiveRoutes {
  let api: API

  var all: [Route] { [archive, preview, similar] }

  /// Entries and issues that are told of.
  private static let listLimit = 1_000

  private var archive: Route {
    Route(
      .get, "/api/archives/{id}", name: "archive",
      "What an archive holds: at most \(Self.listLimit) entries.", path: ["id": .archiveID],
      answers: [.json(Self.detail.shape)]
    ) { [api] request in
      let digest = try Self.digest(request)
      let found = try await api.call { try $0.archive(with: digest) }
      guard let found else { throw Self.missing }
      let detail = Detail(archive: ArchiveAnswer(found.member), record: found.record)
      return .json(JSONText.bytes(Self.detail.value(of: detail)))
    }
  }

  private var preview: Route {
    Route(
      .get, "/api/archives/{id}/previews/{position}", name: "archivePreview",
      "A preview as a WebP of at most 240 pixels, made when the archive was looked into.",
      path: ["id": .archiveID, "position": .previewPosition], answers: [.bytes("image/webp")]
    ) { [api] request in
      let digest = try Self.digest(request)
      guard let position = Int(request.parameters["position"] ?? ""), position >= 0 else {
        throw HTTPProblem.badRequest("A preview's position is a number from 0 on.")
      }
      let bytes = try await api.call { library in
        try library.reader.archiveThumbnail(of: digest, preview: position)
      }
      guard let bytes else {
        throw HTTPProblem.notFound(
          "There is no such archive or preview, or none that can be shown.")
      }
      return PixelRoutes.webP(bytes, tag: "\(digest.hex)-\(position)")
    }
  }

  private var similar: Route {
    Route(
      .get, "/api/archives/{id}/similar", name: "similarArchives",
      "The archives that look most like one, the surest first.", path: ["id": .archiveID],
      query: [
        .init("limit", .integer(1...200), default: 20),
        .init("min_confidence", .integer(0...100), default: 1),
      ],
      answers: [.json(.object([.init("archives", .list(ArchiveAnswer.fields.shape))]))]
    ) { [api] request in
      let digest = try Self.digest(request)
      let (limit, least) = (
        request.arguments["limit"]?.int ?? 20, request.arguments["min_confidence"]?.int ?? 1
      )
      let found = try await api.decode { library in
        try library.similarArchives(to: digest, limit: limit, leastConfidence: least)
      }
      guard let found else { throw Self.missing }
      let archives = found.map { ArchiveAnswer.fields.value(of: ArchiveAnswer($0)) }
      return .json(JSONText.bytes(["archives": .array(archives)]))
    }
  }

  private static func digest(_ request: HTTPRequest) throws(HTTPProblem) -> SHA256Digest {
    guard let digest = SHA256Digest(hex: request.parameters["id"] ?? "") else {
      throw HTTPProblem.badRequest("An archive's id has 64 hexadecimal digits.")
    }
    return digest
  }

  private static let missing = HTTPProblem.notFound("There is no such archive.")

  // MARK: Answer

  private struct Detail {
    let archive: ArchiveAnswer
    let record: ArchiveRecord
  }

  private static let detail = AnswerFields<Detail>(
    "ArchiveDetail",
    AnswerFields("Archive", ArchiveAnswer.facts).of(\.archive) + [
      .init("entries", .list(entry), "The first \(listLimit), in the order of the archive.") {
        .array($0.record.entries.prefix(listLimit).map(value))
      },
      .init("entry_count", .count) { .count($0.record.entries.count) },
      .init("issues", .list(issue), "What was passed over.") { detail in
        .array(
          detail.record.issues.prefix(listLimit).map {
            ["code": .string($0.code), "message": .string($0.message)]
          })
      },
      .init("issue_count", .count) { .count($0.record.issueCount) },
    ])

  private static let issue: JSONShape = .object([.init("code", .text), .init("message", .text)])

  private static let entry: JSONShape = .object([
    .init("name", .text), .init("kind", .text, "picture, thumbnail, model, archive or other."),
    .init("size", .count, "Unpacked."), .init("crc32", .nullable(.text)), .init("depth", .count),
  ])

  private static func value(of entry: ArchiveRecord.Entry) -> JSONValue {
    [
      "name": .string(entry.name), "kind": .string(entry.kind), "size": .integer(entry.size),
      "crc32": .known(entry.crc.map { CRCText.digits(of: $0) }),
      "depth": .count(entry.depth),
    ]
  }
}
