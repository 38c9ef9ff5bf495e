internal import Core
internal import Engine
internal import HTTPKit

/// Pictures that are sent to a bucket and then taken in.
struct IngestRoutes {
  let api: API

  var all: [Route] { [presign, ingest] }

  /// Seconds that an address holds when nothing else is said.
  private static let usualSeconds = 3_600
  private static let tagLimit = 100

  // MARK: Sending

  private var presign: Route {
    Route(
      .post, "/api/images/presign", name: "presignImage",
      "Gives an address to which a picture can be sent by PUT, for a while.",
      content: .json(
        .object([
          .init("file_name", .text, required: false, "As the sender calls it."),
          .init(
            "expires_in", .integer(1...SigningKeys.longestSeconds), required: false,
            "Seconds; \(Self.usualSeconds) when it is left out."),
        ])),
      answers: [
        .json(
          .named(
            "Presigned",
            .object([
              .init("bucket", .text), .init("key", .text, "What ingest takes."),
              .init("url", .text, "Where to send the bytes, by PUT."),
              .init("expires", .text, "Until when, ISO 8601."),
            ])))
      ]
    ) { [api] request in
      let place = try Self.place(api)
      let seconds = request.content["expires_in"]?.int ?? Self.usualSeconds
      let now = SigningTime.now
      let key = Self.freshKey(api, request.content["file_name"]?.text ?? "")
      let scheme = request.isEncrypted ? "https" : "http"
      let url = place.addressToPut(
        key, origin: "\(scheme)://\(request.fields["Host"] ?? "")", at: now, expires: seconds)
      let end = Timestamp(rawValue: (now.seconds + Int64(seconds)) * 1_000)
      return HTTPResponse(
        .ok, ["Content-Type": "application/json", "Cache-Control": "no-store"],
        .bytes(
          JSONText.bytes([
            "bucket": .string(place.bucket), "key": .string(key), "url": .string(url),
            "expires": .string(end.rfc3339),
          ])))
    }
  }

  /// One that nobody can guess, with what is harmless of the sender's name.
  private static func freshKey(_ api: API, _ name: String) -> String {
    var generator = SystemRandomNumberGenerator()
    let id = ULID(milliseconds: UInt64(Timestamp.now.rawValue), using: &generator)
    let last = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
    let plain = last.unicodeScalars.map { scalar in
      scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
        || "-_.".unicodeScalars.contains(scalar) ? String(scalar) : "_"
    }.joined().suffix(80)
    let parts = ["\(id)", String(plain)].filter { !$0.isEmpty && $0 != "." && $0 != ".." }
    return (api.objectPrefix ?? "") + parts.joined(separator: "/")
  }

  // MARK: Taking in

  private var ingest: Route {
    Route(
      .post, "/api/images/ingest", name: "ingestImage",
      "Takes a picture from the bucket into the library, and indexes it at once.",
      content: .json(
        .object([
          .init("bucket", .text), .init("key", .text),
          .init(
            "owner_user_id", .text, required: false,
            "Whose it will be: the caller, who need not say so."),
          .init("tags", .list(.text), required: false, "What a person calls it."),
        ])),
      answers: [
        .json(Self.answer, .created, "It is new."),
        .json(Self.answer, .ok, "The library has it already; the id is that of the first."),
      ]
    ) { [api] request in
      let place = try Self.place(api)
      guard request.content["bucket"]?.text == place.bucket else {
        throw HTTPProblem.field("bucket", "pictures are taken from '\(place.bucket)' alone")
      }
      try Self.checkOwner(request, api)
      let key = try Self.key(request, api)
      let tags = try Self.tags(request)
      try api.vectors.admit()
      let file = try await api.call { IngestedFile(in: try $0.incomingFolder()) }
      try await api.decode { _ in
        try place.fetch(key, to: file.path, limit: Int64(UploadRoute.fileLimit))
      }
      try await api.scan([file.path])
      let name = key.split(separator: "/").last.map(String.init) ?? key
      let outcome = try await api.takeIn([Upload(name: name, file: file.path)]) {
        library, outcomes in
        guard let id = outcomes[0].image else { return }
        let isNew = outcomes[0].status == .created
        try library.note(object: isNew ? (place.bucket, key) : nil, tags: tags, of: id)
      }[0]
      withExtendedLifetime(file) {}
      guard let id = outcome.image else {
        throw HTTPProblem(
          .unprocessableContent, type: "picture", detail: "The object \(outcome.error ?? "fails").")
      }
      return .json(
        JSONText.bytes(["image_id": .string("\(id)"), "status": .string(outcome.status.rawValue)]),
        status: outcome.status == .created ? .created : .ok)
    }
  }

  private static let answer: JSONShape = .named(
    "Ingested",
    .object([.init("image_id", .id), .init("status", .choice(["created", "duplicate"]))]))

  private static func place(_ api: API) throws(HTTPProblem) -> ObjectPlace {
    guard let place = api.objects else {
      throw HTTPProblem(
        .notFound, type: "no-object-store", detail: "This server has no object store.")
    }
    return place
  }

  private static func checkOwner(_ request: HTTPRequest, _ api: API) throws(HTTPProblem) {
    guard let named = request.content["owner_user_id"]?.text else { return }
    let owner = api.owner
    // By their bytes: texts that only look the same are equal to Swift.
    guard
      named.utf8.elementsEqual(owner.name.utf8) || (owner == .local && named == "local")
    else {
      throw HTTPProblem(
        .forbidden, type: "other-owner",
        detail: "Pictures are taken in for who sends them; leave owner_user_id out.")
    }
  }

  /// The key of an object that may be taken in: where several users share the bucket, one below the
  /// user's own prefix. Whether there is another's is not told.
  private static func key(_ request: HTTPRequest, _ api: API) throws(HTTPProblem) -> String {
    let key = request.content["key"]?.text ?? ""
    guard (1...BucketStore.keyLimit).contains(key.utf8.count) else {
      throw HTTPProblem.field("key", "a key has 1 to \(BucketStore.keyLimit) bytes")
    }
    guard let prefix = api.objectPrefix else { return key }
    let parts = key.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard key.utf8.starts(with: prefix.utf8),
      !parts.contains(where: { $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8) })
    else {
      throw HTTPProblem(
        .forbidden, type: "other-owner",
        detail: "Pictures are taken from keys that begin with \(prefix), as presign gives them.")
    }
    return key
  }

  private static func tags(_ request: HTTPRequest) throws(HTTPProblem) -> [String] {
    guard case .array(let elements)? = request.content["tags"] else { return [] }
    guard elements.count <= tagLimit else {
      throw HTTPProblem.field("tags", "a picture takes \(tagLimit) at once")
    }
    var tags: [String] = []
    for (position, element) in elements.enumerated() {
      let tag = (element.text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
      guard (1...200).contains(tag.utf8.count) else {
        throw HTTPProblem.field("tags[\(position)]", "a tag has 1 to 200 bytes")
      }
      if !tags.contains(tag) { tags.append(tag) }
    }
    return tags
  }
}

extension API {
  /// Lets the virus scanner look at files, where there is one. Without its opinion nothing is kept.
  ///
  /// - Throws: ``HTTPProblem`` 422 for what it knows, 503 when it cannot be asked.
  func scan(_ files: [FilePath]) async throws {
    guard let scanner else { return }
    for file in files {
      let finding: VirusScanner.Finding
      do {
        finding = try await decode { _ in try scanner.scan(file) }
      } catch let fault as Fault where fault.code == "scanner.unavailable" {
        log(FailureLine.text(of: fault, "scan what was sent"))
        throw HTTPProblem(
          .serviceUnavailable, type: "scanner-unavailable",
          detail: "The virus scanner cannot be asked, and nothing is kept without it.",
          fields: ["Retry-After": "30"])
      }
      if case .found(let name) = finding {
        throw HTTPProblem(
          .unprocessableContent, type: "virus", detail: "The virus scanner found \(name) in it.")
      }
    }
  }
}

/// The name of a file that comes from a bucket; what is left there goes with the last reference.
private final class IngestedFile: Sendable {
  let path: FilePath

  init(in folder: FilePath) {
    path = folder.appending("\(String(UInt64.random(in: .min ... .max), radix: 36)).object")
  }

  deinit { IncomingFile.remove(path) }
}
