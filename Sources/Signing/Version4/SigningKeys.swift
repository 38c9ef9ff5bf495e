internal import Core

/// A name that may be told and the secret that goes with it.
package struct SigningKeys: Hashable, Sendable {
  package let access: String
  package let secret: String

  package init(access: String, secret: String) {
    (self.access, self.secret) = (access, secret)
  }

  package static let algorithm = "AWS4-HMAC-SHA256"
  /// The longest that a presigned address may hold.
  package static let longestSeconds = 7 * 86_400

  /// The key of a scope: 32 bytes.
  package func key(for scope: SigningScope) -> [UInt8] {
    ([scope.day, scope.region, scope.service, "aws4_request"])
      .reduce(Array(("AWS4" + secret).utf8)) { MessageCode.sha256($1, key: $0) }
  }

  /// The signature of a request, in hexadecimal digits.
  package func signature(
    of request: CanonicalRequest, at time: SigningTime, scope: SigningScope
  ) -> String {
    signature(
      of: [Self.algorithm, "\(time)", "\(scope)", request.digest].joined(separator: "\n"), scope)
  }

  func signature(of text: String, _ scope: SigningScope) -> String {
    Hexadecimal.string(of: MessageCode.sha256(text, key: key(for: scope)))
  }

  /// Never with the secret.
  package var description: String { access }
}

extension SigningKeys: CustomStringConvertible, CustomDebugStringConvertible {
  package var debugDescription: String { access }
}
