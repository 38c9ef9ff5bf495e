internal import Core
internal import Engine
internal import HTTPKit

/// Objects as a whole.
struct ObjectRoutes {
  let store: BucketStore
  let api: API

  static let pattern = "/\(ObjectDoor.name)/{bucket}/{key...}"
  /// Beside the content, signatures of chunks and fields behind them.
  static let bodyLimit = BucketStore.objectLimit + (64 << 20)

  var all: [Route] { [put, get, remove] }

  private var put: Route {
    Route(.put, Self.pattern, name: "objectPut", bodyLimit: Self.bodyLimit) {
      [store, api] request in
      let key = try Self.key(request)
      guard request.fields["X-Amz-Copy-Source"] == nil else {
        throw ObjectProblem.notBuilt("copying of objects")
      }
      if let id = request.target.value(of: "uploadId") {
        return try await PartRoutes(store: store, api: api).put(id, key, request)
      }
      try Self.knows(request, ["x-id"])
      let facts = try Self.facts(request)
      let received = try await Self.received(request, store, api)
      let object = try await api.call { _ in
        try store.put(received.draft, as: key, tag: received.tag, facts)
      }
      return Self.kept(object.tag, received)
    }
  }

  /// GET, and HEAD of it.
  private var get: Route {
    Route(.get, Self.pattern, name: "objectGet") { [store, api] request in
      if request.parameters["key"] == "" {
        return try await BucketRoutes(store: store, api: api).page(request)
      }
      let key = try Self.key(request)
      if let id = request.target.value(of: "uploadId") {
        return try await PartRoutes(store: store, api: api).list(id, key, request)
      }
      try Self.knows(request, ["x-id"])
      let (object, file) = try await api.call { _ in
        // It may be replaced between the two looks.
        for _ in 0..<8 {
          guard let object = try store.object(key) else { break }
          if let descriptor = try store.open(object) {
            return (object, FilePart(descriptor: descriptor, length: object.bytes))
          }
        }
        throw ObjectProblem.noSuchKey
      }
      var fields: HTTPFields = [
        "Content-Type": object.mediaType, "ETag": "\"\(object.tag)\"",
        "Last-Modified": HTTPDate.text(seconds: object.modified / 1_000),
        "Accept-Ranges": "bytes",
      ]
      for (name, value) in object.notes { fields.add("x-amz-meta-" + name, value) }
      return HTTPResponse(.ok, fields, .file(file))
    }
  }

  private var remove: Route {
    Route(.delete, Self.pattern, name: "objectDelete") { [store, api] request in
      let key = try Self.key(request)
      if let id = request.target.value(of: "uploadId") {
        try await api.call { _ in try store.abort(store.upload(id, of: key)) }
      } else {
        try Self.knows(request, ["x-id"])
        try await api.call { _ in _ = try store.remove(key) }
      }
      return HTTPResponse(.noContent)
    }
  }

  // MARK: What is sent

  static func key(_ request: HTTPRequest) throws(ObjectProblem) -> String {
    let key = request.parameters["key"] ?? ""
    guard !key.isEmpty else {
      throw ObjectProblem(.methodNotAllowed, "MethodNotAllowed", "A bucket is no object.")
    }
    guard key.utf8.count <= BucketStore.keyLimit else {
      throw ObjectProblem(.badRequest, "KeyTooLongError", "A key has at most 1024 bytes.")
    }
    return key
  }

  /// Refuses what is asked for by a parameter that means nothing here: it would be answered wrongly.
  static func knows(_ request: HTTPRequest, _ names: Set<String>) throws(ObjectProblem) {
    let unknown = request.target.query.map(\.name).first { name in
      !names.contains(name) && !name.hasPrefix("X-Amz-")
    }
    if let unknown { throw .notBuilt("parameter \(unknown)") }
  }

  static func facts(_ request: HTTPRequest) throws(ObjectProblem) -> ObjectFacts {
    var facts = ObjectFacts()
    if let type = request.fields["Content-Type"], type.utf8.count <= 255 { facts.mediaType = type }
    let prefix = "x-amz-meta-"
    var bytes = 0
    for field in request.fields.all where field.name.lowercased().hasPrefix(prefix) {
      facts.notes[String(field.name.lowercased().dropFirst(prefix.count))] = field.value
      bytes += field.name.utf8.count + field.value.utf8.count
    }
    guard bytes <= 2 << 10 else {
      throw ObjectProblem(.badRequest, "MetadataTooLarge", "Fields of one's own have 2 KiB.")
    }
    return facts
  }

  static func received(
    _ request: HTTPRequest, _ store: BucketStore, _ api: API
  ) async throws -> ObjectReceiver.Received {
    guard let signed = request.facts[SignedRequest.self] else { throw ObjectProblem.denied }
    let receiver = ObjectReceiver(request: request, payload: signed.payload)
    let length = try receiver.length()
    let draft = try await api.call { _ in try store.draft(expecting: length) }
    return try await receiver.receive(into: draft, length: length)
  }

  static func kept(_ tag: String, _ received: ObjectReceiver.Received) -> HTTPResponse {
    var fields: HTTPFields = ["ETag": "\"\(tag)\""]
    if let checksum = received.checksum { fields.add(checksum.field, checksum.value) }
    return HTTPResponse(.ok, fields)
  }
}
