import Core
import Engine
import HTTPKit
import Testing

/// Sends signed requests to a library's own object store, as a client of S3 does.
struct SignedClient {
  let served: ServedLibrary
  var keys = ServedLibrary.keys
  var time = SigningTime.now
  var region = "us-east-1"

  private var scope: SigningScope { SigningScope(day: time.day, region: region, service: "s3") }

  /// What is signed and what is sent, which a forger changes.
  struct Draft {
    var method: HTTPMethod
    var target: String
    var fields: HTTPFields
    var body: [UInt8]
  }

  static func digest(_ bytes: [UInt8]) -> String {
    Hexadecimal.string(of: RunningDigest.of(bytes, .sha256))
  }

  /// - Parameters:
  ///   - key: with its query; escaped as it is sent.
  ///   - payload: what the request says of its content; its digest when it is left out.
  func draft(
    _ method: HTTPMethod, _ key: String, _ fields: HTTPFields = [:], body: [UInt8] = [],
    payload: String? = nil
  ) throws -> Draft {
    try signed(method, "/s3/images/" + key, fields, body, payload).draft
  }

  private func signed(
    _ method: HTTPMethod, _ target: String, _ fields: HTTPFields, _ body: [UInt8],
    _ payload: String?
  ) throws -> (draft: Draft, signature: String) {
    let parsed = try #require(RequestTarget(target))
    let payload = payload ?? Self.digest(body)
    var fields = fields
    fields.add("Host", served.host)
    fields.add("X-Amz-Date", "\(time)")
    fields.add("X-Amz-Content-SHA256", payload)
    let request = CanonicalRequest(
      method: method.rawValue, path: parsed.path,
      query: parsed.query.map { (name: $0.name, value: $0.value) },
      headers: fields.all.map { (name: $0.name, value: $0.value) }, payload: payload)
    let signature = keys.signature(of: request, at: time, scope: scope)
    fields.add(
      "Authorization",
      "AWS4-HMAC-SHA256 Credential=\(keys.access)/\(scope), "
        + "SignedHeaders=\(request.signedHeaders), Signature=\(signature)")
    return (Draft(method: method, target: target, fields: fields, body: body), signature)
  }

  func send(_ draft: Draft) async throws -> ServedLibrary.Answer {
    try await served.send(draft.method, draft.target, draft.fields, body: draft.body)
  }

  func send(
    _ method: HTTPMethod, _ key: String, _ fields: HTTPFields = [:], body: [UInt8] = [],
    payload: String? = nil
  ) async throws -> ServedLibrary.Answer {
    try await send(draft(method, key, fields, body: body, payload: payload))
  }

  /// A body in chunks of `size` bytes, each signed when `isSigned`, with a checksum behind them when
  /// there is one.
  func chunked(
    _ key: String, _ bytes: [UInt8], size: Int, isSigned: Bool,
    trailer: (name: String, value: String)? = nil
  ) throws -> Draft {
    var word = isSigned ? "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" : "STREAMING-UNSIGNED-PAYLOAD"
    if trailer != nil { word += "-TRAILER" }
    var fields: HTTPFields = [
      "Content-Encoding": "aws-chunked", "X-Amz-Decoded-Content-Length": "\(bytes.count)",
    ]
    if let trailer { fields.add("X-Amz-Trailer", trailer.name) }
    var (draft, seed) = try signed(.put, "/s3/images/" + key, fields, [], word)
    var signer = ChunkSigner(keys: keys, time: time, scope: scope, seed: seed)
    let starts = stride(from: 0, to: bytes.count, by: size)
    let chunks = starts.map { bytes[$0..<min($0 + size, bytes.count)] } + [[]]
    for chunk in chunks {
      let mark =
        isSigned ? ";chunk-signature=" + signer.chunk(RunningDigest.of(Array(chunk), .sha256)) : ""
      draft.body += Array((String(chunk.count, radix: 16) + mark + "\r\n").utf8)
      if !chunk.isEmpty { draft.body += chunk + Array("\r\n".utf8) }
    }
    if let trailer {
      draft.body += Array("\(trailer.name):\(trailer.value)\r\n".utf8)
      if isSigned {
        let signature = signer.trailer("\(trailer.name):\(trailer.value)\n")
        draft.body += Array("x-amz-trailer-signature:\(signature)\r\n".utf8)
      }
    }
    draft.body += Array("\r\n".utf8)
    return draft
  }
}
