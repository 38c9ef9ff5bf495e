/// Packs answers of text for callers that can unpack them (RFC 9110 §§ 8.4, 12.5.3). Pictures are
/// packed already, parts of contents are of the unpacked ones, and streams go as they are made, so
/// that an event is not held back.
package struct Compression: HTTPMiddleware {
  /// Fewer bytes fit into a packet or two as they are.
  package static let leastLength = 1_024

  private let files = PackedFiles()

  package init() {}

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    var response = try await next(request)
    if response.status == .notModified { return Self.weakened(response, for: request) }
    guard Self.isPackable(response) else { return response }
    response.fields.merge("Vary", "Accept-Encoding")
    guard let coding = ContentCoding.preferred(request.fields["Accept-Encoding"]),
      let packed = packed(response, at: request.target.path, as: coding)
    else { return response }
    response.body = .bytes(packed)
    response.fields["Content-Encoding"] = coding.rawValue
    response.fields["Accept-Ranges"] = nil
    // The same content in other bytes.
    response.fields["ETag"] = response.fields["ETag"].map(Self.weak)
    return response
  }

  private func packed(
    _ response: HTTPResponse, at path: String, as coding: ContentCoding
  ) -> [UInt8]? {
    switch response.body {
    case .bytes(let bytes): return Packer.packed(bytes, as: coding, level: 4)
    case .file(let part):
      guard let tag = response.fields["ETag"] else { return nil }
      return files.packed(part, path: path, tag: tag, as: coding)
    case .empty, .stream: return nil
    }
  }

  private static func isPackable(_ response: HTTPResponse) -> Bool {
    guard !response.status.hasNoContent, response.status != .partialContent,
      response.fields["Content-Encoding"] == nil, let length = response.body.length,
      length >= leastLength,
      response.fields["Cache-Control"]?.contains("no-transform") != true
    else { return false }
    return isText(ListField.parameters(response.fields["Content-Type"] ?? "").value)
  }

  static func isText(_ mediaType: String) -> Bool {
    if mediaType == "text/event-stream" { return false }
    return mediaType.hasPrefix("text/") || mediaType.hasSuffix("+json")
      || mediaType.hasSuffix("+xml") || texts.contains(mediaType)
  }

  private static let texts: Set<String> = [
    "application/json", "application/x-ndjson", "application/javascript", "application/xml",
    "application/wasm",
  ]

  /// What is not sent again bears the tag that it was sent with.
  private static func weakened(
    _ response: HTTPResponse, for request: HTTPRequest
  ) -> HTTPResponse {
    guard let tag = response.fields["ETag"],
      ListField.elements(request.fields["If-None-Match"] ?? "").contains(weak(tag))
    else { return response }
    var response = response
    response.fields["ETag"] = weak(tag)
    response.fields.merge("Vary", "Accept-Encoding")
    return response
  }

  private static func weak(_ tag: String) -> String { tag.hasPrefix("W/") ? tag : "W/" + tag }
}
