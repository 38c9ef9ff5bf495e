internal import Core
internal import Engine
internal import HTTPKit

/// A request to the object store of which the signature was found to be right.
struct SignedRequest {
  /// What the body's bytes must be.
  enum Payload {
    case unsigned
    /// Of this SHA-256, in hexadecimal digits.
    case digest(String)
    /// In chunks, perhaps each with a signature, perhaps with fields behind them.
    case chunks(ChunkSigner?, hasTrailer: Bool)
  }

  let payload: Payload

  /// How far the clocks of two machines may differ, in seconds.
  static let skew: Int64 = 15 * 60

  /// Checks a request's signature ([0087](docs/design/0087-an-object-store-of-its-own.md)).
  ///
  /// - Throws: ``ObjectProblem`` for one that is not signed, is too old, or is another's.
  init(_ request: HTTPRequest, keys: SigningKeys, now: SigningTime) throws(ObjectProblem) {
    let query = request.target.query.map { (name: $0.name, value: $0.value) }
    let isPresigned = query.contains { $0.name == "X-Amz-Signature" }
    let authorization = request.fields["Authorization"]
    guard isPresigned != (authorization != nil) else { throw .denied }
    let claim =
      isPresigned
      ? SignatureClaim(query: query)
      : SignatureClaim(authorization: authorization ?? "", date: request.fields["X-Amz-Date"])
    guard let claim else {
      throw ObjectProblem(
        .badRequest, "AuthorizationHeaderMalformed",
        "Sign with AWS Signature Version 4; nothing else is understood.")
    }
    try Self.check(claim, now: now)
    let known = MessageCode.areEqual(claim.access.utf8, keys.access.utf8)
    let word = try Self.payload(request, isPresigned: isPresigned)
    let canonical = CanonicalRequest(
      method: request.method.rawValue,
      path: "/" + request.target.segments.map { SigningEscapes.escaped($0) }.joined(separator: "/"),
      query: query.filter { $0.name != "X-Amz-Signature" },
      headers: try Self.headers(request, claim), payload: word)
    let wanted = keys.signature(of: canonical, at: claim.time, scope: claim.scope)
    // Compared also for another's key, so that the answer's time does not tell.
    let isRight = MessageCode.areEqual(wanted.utf8, claim.signature.utf8)
    guard known else {
      throw ObjectProblem(.forbidden, "InvalidAccessKeyId", "There is no such access key.")
    }
    guard isRight else { throw .badSignature }
    payload = try Self.meaning(of: word, keys, claim)
  }

  private static func check(_ claim: SignatureClaim, now: SigningTime) throws(ObjectProblem) {
    guard claim.scope.service == "s3" else { throw .badSignature }
    let age = now.seconds - claim.time.seconds
    if let expires = claim.expires {
      guard (1...SigningKeys.longestSeconds).contains(expires) else {
        throw ObjectProblem(
          .badRequest, "AuthorizationQueryParametersError",
          "X-Amz-Expires is 1 to \(SigningKeys.longestSeconds) seconds.")
      }
      guard age >= -skew, age <= Int64(expires) else {
        throw ObjectProblem(.forbidden, "AccessDenied", "The address has expired.")
      }
    } else if abs(age) > skew {
      throw ObjectProblem(
        .forbidden, "RequestTimeTooSkewed",
        "The clocks of client and server differ by more than \(skew / 60) minutes.")
    }
  }

  /// The signed fields. What decides about the request must be among them.
  private static func headers(
    _ request: HTTPRequest, _ claim: SignatureClaim
  ) throws(ObjectProblem) -> [(name: String, value: String)] {
    let signed = Set(claim.signedHeaders)
    let needed = request.fields.all.map { $0.name.lowercased() }.filter { $0.hasPrefix("x-amz-") }
    guard signed.contains("host"), signed.count == claim.signedHeaders.count else {
      throw .badSignature
    }
    if let open = needed.first(where: { !signed.contains($0) }) {
      throw ObjectProblem(.forbidden, "AccessDenied", "The field \(open) is not signed.")
    }
    return claim.signedHeaders.flatMap { name in
      request.fields.values(of: name).map { (name: name, value: $0) }
    }
  }

  private static func payload(
    _ request: HTTPRequest, isPresigned: Bool
  ) throws(ObjectProblem) -> String {
    if let stated = request.fields["X-Amz-Content-SHA256"] { return stated }
    if isPresigned { return CanonicalRequest.unsignedPayload }
    throw .invalid("The field x-amz-content-sha256 is missing.")
  }

  private static func meaning(
    of word: String, _ keys: SigningKeys, _ claim: SignatureClaim
  ) throws(ObjectProblem) -> Payload {
    func signer() -> ChunkSigner {
      ChunkSigner(keys: keys, time: claim.time, scope: claim.scope, seed: claim.signature)
    }
    switch word {
    case CanonicalRequest.unsignedPayload: return .unsigned
    case "STREAMING-UNSIGNED-PAYLOAD-TRAILER": return .chunks(nil, hasTrailer: true)
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD": return .chunks(signer(), hasTrailer: false)
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER": return .chunks(signer(), hasTrailer: true)
    default:
      guard let digest = SHA256Digest(hex: word) else {
        throw .invalid("The field x-amz-content-sha256 is no digest.")
      }
      return .digest(digest.hex)
    }
  }
}
