import Accounts
import Core
import Foundation

/// Tokens that PyJWT signed, and forgeries of them (tools/tokens.py).
struct SignedTokens {
  let document: JSONValue

  /// The fixtures are not what they were.
  struct Missing: Error {}

  init() throws {
    let file = Bundle.module.url(forResource: "Fixtures/tokens", withExtension: "json")!
    document = try JSONValue(parsing: Data(contentsOf: file))
  }

  /// The time that they are of, in seconds since 1970.
  var now: Double { document["now"]!.double! }
  var secret: [UInt8] { Array(document["secret"]!.text!.utf8) }
  func pem(_ name: String) -> String { document["pem"]![name]!.text! }
  var jwks: [UInt8] { JSONText.bytes(document["jwks"]!) }

  func tokens(_ list: String) -> [(name: String, token: String)] {
    guard case .object(let members)? = document[list] else { return [] }
    return members.map { ($0.key, $0.value.text ?? "") }
  }

  static let rules = TokenRules(issuer: "https://issuer.example", audience: "semblance")

  /// Of all four algorithms, the keys either named by a set or as they are in PEM.
  func verifier(fromSet: Bool = true, rules: TokenRules = rules) throws -> TokenVerifier {
    var keys = KeySet()
    if fromSet {
      try keys.add(jwks: jwks)
    } else {
      for name in ["RS256", "ES256", "EdDSA"] { try keys.add(pem: pem(name)) }
    }
    try keys.add(secret: secret)
    return TokenVerifier(keys: keys, rules: rules)
  }

  /// Why a token is refused; `nil` when it is not.
  func refusal(
    _ token: String, _ verifier: TokenVerifier, after seconds: Double = 0
  ) -> TokenRefusal? {
    do {
      _ = try verifier.claims(of: token, at: now + seconds)
      return nil
    } catch {
      return error
    }
  }
}
