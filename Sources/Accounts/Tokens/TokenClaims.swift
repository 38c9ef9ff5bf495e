internal import Core

/// What a token says of whoever asks with it, once it is known to be true.
package struct TokenClaims: Sendable, Hashable {
  /// Whose token it is (`sub`): 1 to 255 bytes without control characters.
  package let subject: String
  /// The words of `scope` (RFC 8693 § 4.2, words with blanks between) and `scopes` (such a text, or
  /// a list).
  package let scopes: Set<String>

  /// - Throws: ``TokenRefusal/subject``.
  init(_ claims: JSONValue) throws(TokenRefusal) {
    guard let subject = claims["sub"]?.text, (1...255).contains(subject.utf8.count),
      subject.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else { throw .subject }
    self.subject = subject
    scopes = Self.words(claims["scope"]).union(Self.words(claims["scopes"]))
  }

  private static func words(_ claim: JSONValue?) -> Set<String> {
    switch claim {
    case .string(let text)?: Set(text.split(separator: " ").map(String.init))
    case .array(let elements)?: Set(elements.compactMap(\.text))
    default: []
    }
  }
}
