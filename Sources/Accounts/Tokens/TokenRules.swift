/// What is asked of a token beside its signature.
package struct TokenRules: Sendable {
  /// `iss` must be this; `nil` for any.
  package var issuer: String?
  /// `aud` must name this. Where it is `nil`, a token that names an audience is refused: it was meant
  /// for something else (RFC 7519 § 4.1.3).
  package var audience: String?
  /// Seconds by which the clocks of both machines may differ.
  package var clockSkew = 60.0

  package init(issuer: String? = nil, audience: String? = nil) {
    self.issuer = issuer
    self.audience = audience
  }
}
