internal import Core
internal import Engine
internal import HTTPKit

/// Objects that come in parts.
struct PartRoutes {
  let store: BucketStore
  let api: API

  /// `POST ?uploads` begins, `POST ?uploadId=` puts the parts together; a part itself is put, and the
  /// parts are listed, by the routes of objects.
  var all: [Route] { [post] }

  private var post: Route {
    Route(
      .post, ObjectRoutes.pattern, name: "objectParts", bodyLimit: Int64(PartList.limit)
    ) { request in
      let key = try ObjectRoutes.key(request)
      if let id = request.target.value(of: "uploadId") {
        return try await complete(id, key, request)
      }
      guard request.target.value(of: "uploads") != nil else {
        throw ObjectProblem.notBuilt("such request")
      }
      let facts = try ObjectRoutes.facts(request)
      let upload = try await api.call { [store] _ in try store.beginUpload(key, facts) }
      return Self.document("InitiateMultipartUploadResult") { xml in
        xml.element("Bucket", store.name)
        xml.element("Key", key)
        xml.element("UploadId", upload.id)
      }
    }
  }

  func put(_ id: String, _ key: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    let number = request.target.value(of: "partNumber").flatMap { Int($0) } ?? 0
    guard (1...BucketStore.partLimit).contains(number) else {
      throw ObjectProblem.argument("partNumber is 1 to \(BucketStore.partLimit).")
    }
    let upload = try await api.call { [store] _ in try store.upload(id, of: key) }
    let received = try await ObjectRoutes.received(request, store, api)
    try await api.call { [store] _ in
      try store.put(received.draft, asPart: number, of: upload, tag: received.tag)
    }
    return ObjectRoutes.kept(received.tag, received)
  }

  private func complete(
    _ id: String, _ key: String, _ request: HTTPRequest
  ) async throws -> HTTPResponse {
    guard let signed = request.facts[SignedRequest.self] else { throw ObjectProblem.denied }
    let bytes = try await request.body.collected(limit: PartList.limit)
    if case .digest(let wanted) = signed.payload,
      wanted != Hexadecimal.string(of: RunningDigest.of(bytes, .sha256))
    {
      throw ObjectProblem.badDigest
    }
    let parts = try PartList.read(bytes)
    let object = try await api.decode { [store] _ in
      try store.complete(try store.upload(id, of: key), of: parts)
    }
    return Self.document("CompleteMultipartUploadResult") { xml in
      xml.element("Location", "/\(ObjectDoor.name)/\(store.name)/\(key)")
      xml.element("Bucket", store.name)
      xml.element("Key", key)
      xml.element("ETag", "\"\(object.tag)\"")
    }
  }

  /// The parts that came, a page at a time.
  func list(_ id: String, _ key: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    let after = request.target.value(of: "part-number-marker").flatMap { Int($0) } ?? 0
    let wanted = request.target.value(of: "max-parts").flatMap { Int($0) } ?? 1_000
    let limit = min(max(1, wanted), 1_000)
    let parts = try await api.call { [store] _ in try store.parts(of: store.upload(id, of: key)) }
      .filter { $0.number > after }
    return Self.document("ListPartsResult") { xml in
      xml.element("Bucket", store.name)
      xml.element("Key", key)
      xml.element("UploadId", id)
      xml.element("PartNumberMarker", after)
      xml.element("MaxParts", limit)
      xml.element("IsTruncated", parts.count > limit)
      for part in parts.prefix(limit) {
        xml.element("Part") { xml in
          xml.element("PartNumber", part.number)
          xml.element("LastModified", Timestamp(rawValue: part.modified).rfc3339)
          xml.element("ETag", "\"\(part.tag)\"")
          xml.element("Size", part.bytes)
        }
      }
      if parts.count > limit { xml.element("NextPartNumberMarker", parts[limit - 1].number) }
    }
  }

  static func document(_ name: String, _ body: (inout ObjectXML) -> Void) -> HTTPResponse {
    HTTPResponse(
      .ok, ["Content-Type": "application/xml"], .bytes(ObjectXML.document(name, body)))
  }
}
