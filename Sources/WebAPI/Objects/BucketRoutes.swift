internal import Core
internal import Engine
internal import HTTPKit

/// The bucket as a whole: whether it is there, and what it holds.
struct BucketRoutes {
  let store: BucketStore
  let api: API

  var all: [Route] { [buckets, list] }

  private var buckets: Route {
    Route(.get, "/\(ObjectDoor.name)", name: "objectBuckets") { [store] _ in
      PartRoutes.document("ListAllMyBucketsResult") { xml in
        xml.element("Buckets") { xml in
          xml.element("Bucket") { $0.element("Name", store.name) }
        }
      }
    }
  }

  private var list: Route {
    Route(.get, "/\(ObjectDoor.name)/{bucket}", name: "objectList") { try await page($0) }
  }

  /// A page of what the bucket holds; its path may end with a slash.
  func page(_ request: HTTPRequest) async throws -> HTTPResponse {
    if request.method == .head { return HTTPResponse(.ok) }
    let target = request.target
    guard target.value(of: "list-type") == "2" else {
      throw ObjectProblem.notBuilt("listing but that of ListObjectsV2")
    }
    try ObjectRoutes.knows(
      request,
      [
        "list-type", "prefix", "delimiter", "max-keys", "continuation-token", "start-after",
        "encoding-type", "fetch-owner", "x-id",
      ])
    let limit = target.value(of: "max-keys").flatMap { Int($0) } ?? 1_000
    guard limit >= 0 else { throw ObjectProblem.argument("max-keys is 0 or more.") }
    let prefix = target.value(of: "prefix") ?? ""
    let delimiter = target.value(of: "delimiter") ?? ""
    let after =
      try target.value(of: "continuation-token").map(Self.place)
      ?? target.value(of: "start-after") ?? ""
    let page = try await api.call { _ in
      try store.page(
        prefix: prefix, delimiter: delimiter, after: after, limit: min(limit, 1_000))
    }
    let isEscaped = target.value(of: "encoding-type") == "url"
    func shown(_ text: String) -> String {
      isEscaped ? SigningEscapes.escaped(text, keepsSlashes: true) : text
    }
    return PartRoutes.document("ListBucketResult") { xml in
      xml.element("Name", store.name)
      xml.element("Prefix", shown(prefix))
      if !delimiter.isEmpty { xml.element("Delimiter", shown(delimiter)) }
      xml.element("MaxKeys", limit)
      xml.element("KeyCount", page.objects.count + page.prefixes.count)
      xml.element("IsTruncated", page.next != nil)
      if isEscaped { xml.element("EncodingType", "url") }
      if let next = page.next {
        xml.element("NextContinuationToken", Hexadecimal.string(of: next.utf8))
      }
      for object in page.objects {
        xml.element("Contents") { xml in
          xml.element("Key", shown(object.key))
          xml.element("LastModified", Timestamp(rawValue: object.modified).rfc3339)
          xml.element("ETag", "\"\(object.tag)\"")
          xml.element("Size", object.bytes)
          xml.element("StorageClass", "STANDARD")
        }
      }
      for prefix in page.prefixes {
        xml.element("CommonPrefixes") { $0.element("Prefix", shown(prefix)) }
      }
    }
  }

  private static func place(_ token: String) throws(ObjectProblem) -> String {
    guard let bytes = Hexadecimal.bytes(of: token),
      let text = String(validating: bytes, as: UTF8.self)
    else { throw .argument("The continuation-token is not one of this server.") }
    return text
  }
}
