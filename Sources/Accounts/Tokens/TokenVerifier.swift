internal import Core

/// Tells true tokens from forged ones: JSON Web Tokens (RFC 7519) in their compact form, by the rules of
/// RFC 8725.
///
/// The algorithm is the key's, never the token's choice; keys come from the server's settings alone,
/// so `jwk`, `jku`, `x5c` and `x5u` in a token's head mean nothing.
package struct TokenVerifier: Sendable {
  /// Bytes of a token; longer ones are not looked at.
  private static let sizeLimit = 8 << 10
  private let keys: KeySet
  private let rules: TokenRules

  package init(keys: KeySet, rules: TokenRules = TokenRules()) {
    self.keys = keys
    self.rules = rules
  }

  /// What a token says, when it is true.
  ///
  /// - Parameter time: seconds since 1970.
  /// - Throws: why it does not count.
  /// - Complexity: one check of a signature for each key that the token may be of: about 0.05 ms.
  package func claims(of token: String, at time: Double) throws(TokenRefusal) -> TokenClaims {
    let text = Array(token.utf8)
    guard text.count <= Self.sizeLimit else { throw .malformed }
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let signature = Base64URL.bytes(parts[2]) else { throw .malformed }
    let header = try Self.object(parts[0])
    try checkSignature(signature, of: text[..<parts[1].endIndex], header)
    // Nothing that the token says is looked at before it is known who says it.
    let claims = try Self.object(parts[1])
    try checkTimes(claims, time)
    try checkPlaces(claims)
    return try TokenClaims(claims)
  }

  private func checkSignature(
    _ signature: [UInt8], of message: ArraySlice<UInt8>, _ header: JSONValue
  ) throws(TokenRefusal) {
    guard let algorithm = header["alg"]?.text.flatMap(TokenAlgorithm.init(rawValue:)) else {
      throw .algorithm
    }
    guard header["crit"] == nil, header["b64"] == nil, Self.isForAsking(header["typ"]) else {
      throw .unsupported
    }
    let candidates = try keys.candidates(named: header["kid"])
    guard !candidates.isEmpty else { throw .unknownKey }
    let fitting = candidates.filter { $0.algorithm == algorithm }
    guard !fitting.isEmpty else { throw .algorithm }
    let message = Array(message)
    guard fitting.contains(where: { $0.verifies(signature, of: message) }) else {
      throw .signature
    }
  }

  /// An issuer's other tokens — of sessions that end, for one — may be signed by the same key
  /// (RFC 8725 § 3.11).
  private static func isForAsking(_ type: JSONValue?) -> Bool {
    guard let type else { return true }
    return ["jwt", "at+jwt", "application/at+jwt"].contains(type.text?.lowercased())
  }

  /// A part as a JSON object whose names are all different.
  private static func object(_ part: ArraySlice<UInt8>) throws(TokenRefusal) -> JSONValue {
    guard let bytes = Base64URL.bytes(part), let value = try? JSONValue(parsing: bytes),
      case .object(let members) = value, Set(members.map(\.key)).count == members.count
    else { throw .malformed }
    return value
  }

  private func checkTimes(_ claims: JSONValue, _ time: Double) throws(TokenRefusal) {
    guard let end = claims["exp"]?.double, end + rules.clockSkew > time else { throw .expired }
    for name in ["nbf", "iat"] {
      guard let claim = claims[name] else { continue }
      guard let start = claim.double, start <= time + rules.clockSkew else { throw .notYetValid }
    }
  }

  private func checkPlaces(_ claims: JSONValue) throws(TokenRefusal) {
    if let issuer = rules.issuer, claims["iss"]?.text != issuer { throw .issuer }
    let audiences: [String?]
    switch claims["aud"] {
    case nil: audiences = []
    case .array(let elements)?: audiences = elements.map(\.text)
    case let claim?: audiences = [claim.text]
    }
    if let audience = rules.audience {
      guard audiences.contains(audience) else { throw .audience }
    } else if claims["aud"] != nil {
      throw .audience
    }
  }
}
