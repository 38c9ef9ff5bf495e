internal import Core
internal import Engine
internal import HTTPKit

/// Single pictures: what is known of them.
struct ImageRoutes {
  let api: API

  var all: [Route] {
    [
      Route(
        .get, "/api/images/{id}", name: "image", "Everything that is known of a picture.",
        path: ["id": .id],
        answers: [.json(Self.fields.shape)]
      ) { [api] request in
        let id = try Self.id(request)
        let detail = try await api.call { library in
          try Detail(of: try Self.image(id, library.reader), in: library)
        }
        return .json(JSONText.bytes(Self.fields.value(of: detail)))
      }
    ]
  }

  static func id(_ request: HTTPRequest) throws(HTTPProblem) -> ULID {
    guard let id = ULID(request.parameters["id"] ?? "") else {
      throw HTTPProblem.badRequest("An image's id has 26 letters and digits.")
    }
    return id
  }

  static func image(_ id: ULID, _ reader: CatalogueReader) throws -> CataloguedImage {
    guard let image = try reader.image(id) else {
      throw HTTPProblem.notFound("There is no picture \(id).")
    }
    return image
  }

  // MARK: Answer

  struct Detail: Sendable {
    let picture: PictureJSON
    let summary: PictureSummary
    let raw: JSONValue
    let quality: PictureQuality?
    let groups: [GroupAnswer]
    let files: [CataloguedFile]
    let feedback: [Feedback]
    let judgement: PictureJudgement

    /// Groups that are told of.
    private static let groupLimit = 20

    init(of image: CataloguedImage, in library: Library) throws {
      let reader = library.reader
      picture = try PictureJSON(of: image, in: reader)
      guard let summary = try reader.summaries(of: [image.id]).first else {
        throw HTTPProblem.notFound("There is no picture \(image.ulid).")
      }
      self.summary = summary
      raw =
        try reader.rawMetadata(of: image.id).flatMap { try? JSONValue(parsing: $0.utf8) }
        ?? .object([])
      quality = try reader.quality(of: image.id)
      var selection = GroupSelection()
      selection.image = image.id
      let page = try library.duplicateGroups(selection, limit: Self.groupLimit)
      groups = try page.groups.map { try GroupAnswer($0, run: page.run, reader) }
      feedback = try reader.feedback(on: image.id)
      judgement = try reader.judgement(of: image.id)
      files = try reader.files(of: image.id).filter { $0.state == .present }
    }
  }

  static let fields = AnswerFields<Detail>(
    "ImageDetail",
    PictureJSON.payload.of(\.picture) + PictureJSON.facts.of(\.picture) + [
      .init("id", .id) { .string("\($0.summary.ulid)") },
      .init("image", PictureItem.fields.shape, "As in lists.") {
        PictureItem.value(of: $0.summary)
      },
      .init("payload", PictureJSON.payload.shape) { PictureJSON.payload.value(of: $0.picture) },
      .init("exif", CameraFacts.fields.shape) {
        CameraFacts.fields.value(of: $0.picture.image.record.metadata)
      },
      .init("metadata", .map(.any), "Every tag of the file: exif, xmp, iptc.") { $0.raw },
      .init("quality", .nullable(QualityAnswer.fields.shape), "null where it was not measured.") {
        $0.quality.map(QualityAnswer.fields.value) ?? .null
      },
      .init("groups", .list(GroupAnswer.head.shape), "Of duplicates, in the latest search.") {
        .array($0.groups.map(GroupAnswer.head.value))
      },
      .init("judgement", judged.shape, "What people, its file and models say of it.") {
        judged.value(of: $0.judgement)
      },
      .init("feedback", .list(said.shape), "What people said of it, the latest first.") {
        .array($0.feedback.map(said.value))
      },
      .init("files", .list(file.shape), "Present files with these bytes.") {
        .array($0.files.map(file.value))
      },
    ])

  private static let stars: JSONShape = .nullable(.integer(-1...5))

  private static let judged = AnswerFields<PictureJudgement>(
    "Judgement",
    [
      .init("person_rating", stars, "Stars by a person, which count before the file's.") {
        .known($0.personRating)
      },
      .init("file_rating", stars) { .known($0.fileRating) },
      .init("favourite", .bool) { .bool($0.isFavourite) },
      .init("tags", .list(tag.shape), "Those that count, with who gave them first.") {
        .array($0.tags.map(tag.value))
      },
    ])

  private static let tag = AnswerFields<PictureJudgement.Tag>(
    "Tag",
    [
      .init("name", .text) { .string($0.name) },
      .init("source", .choice(TagSource.allCases.map(\.rawValue))) {
        .string($0.source.rawValue)
      },
    ])

  private static let said = AnswerFields<Feedback>(
    "Feedback",
    [
      .init("action", .choice(Feedback.Action.allCases.map(\.rawValue))) {
        .string($0.action.rawValue)
      },
      .init("note", .nullable(.text)) { .known($0.note) },
      .init("at", .text) { .string($0.givenAt.rfc3339) },
    ])

  private static let file = AnswerFields<CataloguedFile>(
    "File",
    [
      .init("file_id", .count) { .integer($0.id.rawValue) },
      .init("path", .text) { .string($0.path.display) },
      .init("path_bytes", .text, required: false) {
        JSONValue.object(JSONValue.path($0.path))["path_bytes"]
      },
      .init("bytes", .count) { .integer($0.identity.size) },
      .init("modified", .text) {
        .string(Timestamp(rawValue: $0.identity.modified / 1_000_000).rfc3339)
      },
      .init("marks", .list(.text), "Words of the marks beside it.") { .texts($0.marks) },
    ])
}
