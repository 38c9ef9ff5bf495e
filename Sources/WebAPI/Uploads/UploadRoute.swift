internal import Core
internal import Engine
internal import HTTPKit

/// Pictures that are sent to be kept.
struct UploadRoute {
  let api: API

  /// Bytes of one file, files of one form, and bytes of the form.
  static let (fileLimit, countLimit, formLimit) = (256 << 20, 100, Int64(4) << 30)

  var route: Route {
    Route(
      .post, "/api/images", name: "upload",
      "Takes pictures in: kept in the library's folder, and indexed at once.",
      content: .form([.init("file", isFile: true, required: true, "One or more pictures.")]),
      answers: [
        .json(Self.answer, .created, "At least one is new."),
        .json(Self.answer, .ok, "None is new."),
      ], bodyLimit: Self.formLimit
    ) { [api] request in
      // Before anything of the form is read.
      try api.vectors.admit()
      let uploads = try await Self.received(request, api)
      guard !uploads.isEmpty else { throw HTTPProblem.field("file", "it is missing") }
      try await api.scan(uploads.map(\.file.path))
      let outcomes = try await api.takeIn(
        uploads.map { Upload(name: $0.name, file: $0.file.path) })
      // Until here, so that what was not moved away is removed only now.
      withExtendedLifetime(uploads) {}
      let isNew = outcomes.contains { $0.status == .created }
      return .json(
        JSONText.bytes(["results": .array(outcomes.map(Self.part.value))]),
        status: isNew ? .created : .ok)
    }
  }

  private static let answer: JSONShape = .named(
    "Uploaded", .object([.init("results", .list(part.shape), "One for each file.")]))

  private static let part = AnswerFields<UploadOutcome>(
    "UploadedFile",
    [
      .init("name", .text, "As the sender calls it.") { .string($0.name) },
      .init("ok", .bool) { .bool($0.image != nil) },
      .init("id", .nullable(.id)) { .known($0.image.map { "\($0)" }) },
      .init("status", .choice(UploadOutcome.Status.allCases.map(\.rawValue))) {
        .string($0.status.rawValue)
      },
      .init("error", .text, required: false) { $0.error.map(JSONValue.string) },
    ])

  // MARK: Receiving

  private struct Received: Sendable {
    var name: String
    var file: IncomingFile
  }

  /// Writes the files of a form to the disk as they come.
  private static func received(_ request: HTTPRequest, _ api: API) async throws -> [Received] {
    let folder = try await api.call { try $0.incomingFolder() }
    var reader = try MultipartReader(contentType: request.fields["Content-Type"] ?? "")
    var files: [Received] = []
    var count = 0
    while let piece = try await request.body.next() {
      for event in try reader.read(piece) {
        switch event {
        case .part(let head):
          guard head.name == "file", let name = head.fileName else {
            throw HTTPProblem.field(
              head.name, "there is no such field; there is: file, with a name")
          }
          guard files.count < countLimit else {
            throw HTTPProblem.field("file", "\(countLimit) files can be sent at once")
          }
          files.append(Received(name: name, file: try IncomingFile(in: folder)))
          count = 0
        case .bytes(let bytes):
          count += bytes.count
          guard count <= fileLimit else { throw HTTPProblem.tooLarge(limit: fileLimit) }
          try files.last?.file.write(bytes)
        case .end: break
        }
      }
    }
    try reader.finish()
    return files
  }
}
