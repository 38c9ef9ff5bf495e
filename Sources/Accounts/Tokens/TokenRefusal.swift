/// Why a token does not count. What is told to whoever sent it; never holds anything of the token.
package enum TokenRefusal: Error, Sendable, Hashable {
  case malformed
  /// Not one of ``TokenAlgorithm``, or not that of the key.
  case algorithm
  case unknownKey
  /// An extension that must be understood, or a kind of token that is none for asking with.
  case unsupported
  case signature
  case expired
  case notYetValid
  case issuer
  case audience
  case subject

  package var words: String {
    switch self {
    case .malformed: "The token is not a signed JWT."
    case .algorithm: "The token's algorithm is not that of a key of this server."
    case .unknownKey: "This server does not know the token's key."
    case .unsupported: "The token is of a kind that is not understood."
    case .signature: "The token's signature does not fit."
    case .expired: "The token has expired, or says no time at which it does. Get a new one."
    case .notYetValid: "The token is not valid yet. Compare the clocks of both machines."
    case .issuer: "The token is of another issuer."
    case .audience: "The token is meant for another audience."
    case .subject: "The token does not say whose it is."
    }
  }
}
