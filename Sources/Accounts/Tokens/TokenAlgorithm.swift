/// How a token is signed (RFC 7518 § 3.1, RFC 8037). Any other algorithm, `none` among them, is
/// refused.
package enum TokenAlgorithm: String, Sendable, CaseIterable {
  case rs256 = "RS256"
  case es256 = "ES256"
  case eddsa = "EdDSA"
  case hs256 = "HS256"
}
