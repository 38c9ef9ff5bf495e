package import Accounts
internal import Core
internal import Engine
package import HTTPKit

/// Lets in whoever has a signed token, of the one user whose pictures are served or of anybody.
package struct TokenDoor: Authenticator {
  private let verifier: TokenVerifier
  private let user: String?
  private let now: @Sendable () -> Double

  /// - Parameters:
  ///   - user: the `sub` of tokens that are let in where a library has one owner: somebody else's
  ///     token opens nothing then. `nil` for anybody's, where everybody has a library.
  ///   - now: seconds since 1970.
  package init(
    verifier: TokenVerifier, user: String?,
    now: @escaping @Sendable () -> Double = { Double(Timestamp.now.rawValue) / 1_000 }
  ) {
    self.verifier = verifier
    self.user = user
    self.now = now
  }

  package func principal(of request: HTTPRequest) throws(HTTPProblem) -> Principal? {
    guard let field = request.fields["Authorization"] else { return nil }
    let words = field.split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0].lowercased() == "bearer" else {
      throw AccessCheck.invalid("The field Authorization has the form: Bearer TOKEN.")
    }
    let claims: TokenClaims
    do {
      claims = try verifier.claims(of: String(words[1]), at: now())
    } catch {
      throw AccessCheck.invalid(error.words)
    }
    // By their bytes: texts that only look the same are equal to Swift.
    guard user.map({ claims.subject.utf8.elementsEqual($0.utf8) }) ?? true else {
      throw AccountDoor.otherUser
    }
    return Principal(
      owner: claims.subject, scope: claims.scopes.compactMap(AccessScope.init(word:)).max(),
      proof: .token)
  }
}
