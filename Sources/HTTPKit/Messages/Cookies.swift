/// Cookies of a request and an answer (RFC 6265).
package enum Cookies {
  /// The values that a request has under a name: several where another server of the same machine set
  /// one too, for ports do not keep cookies apart.
  package static func values(of name: String, in request: HTTPRequest) -> [String] {
    var values: [String] = []
    for field in request.fields.values(of: "Cookie") {
      for pair in field.split(separator: ";") {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2, ListField.trimmed(parts[0]) == name {
          values.append(ListField.trimmed(parts[1]))
        }
      }
    }
    return values
  }

  /// The value of `Set-Cookie` for a cookie that scripts cannot read and other sites cannot send.
  ///
  /// - Parameter seconds: how long it is kept; 0 takes it away.
  package static func kept(
    _ name: String, _ value: String, seconds: Int, isEncrypted: Bool
  ) -> String {
    "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Strict"
      + (isEncrypted ? "; Secure" : "")
  }
}
