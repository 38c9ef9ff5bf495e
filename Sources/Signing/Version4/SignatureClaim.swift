/// What a request says of its own signature, in the field `Authorization` or in its query.
package struct SignatureClaim: Hashable, Sendable {
  package let access: String
  package let scope: SigningScope
  package let time: SigningTime
  /// In lower case.
  package let signedHeaders: [String]
  package let signature: String
  /// Seconds for which a presigned address holds; `nil` in a field.
  package let expires: Int?

  /// Reads `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.
  ///
  /// - Parameter date: the field `X-Amz-Date`.
  /// - Returns: `nil` for anything else.
  package init?(authorization: String, date: String?) {
    let text = authorization.drop { $0 == " " }
    guard text.hasPrefix(SigningKeys.algorithm + " ") else { return nil }
    var parts: [Substring: Substring] = [:]
    for part in text.dropFirst(SigningKeys.algorithm.count + 1).split(separator: ",") {
      let trimmed = part.drop { $0 == " " }
      guard let equals = trimmed.firstIndex(of: "=") else { return nil }
      let isNew = parts.updateValue(
        trimmed[trimmed.index(after: equals)...], forKey: trimmed[..<equals])
      guard isNew == nil else { return nil }
    }
    guard let credential = parts["Credential"], let headers = parts["SignedHeaders"],
      let signature = parts["Signature"], let date
    else { return nil }
    self.init(credential, date, headers, signature, expires: nil)
  }

  /// Reads the parameters `X-Amz-…` of a presigned address.
  ///
  /// - Returns: `nil` when they are not all there, or there twice.
  package init?(query: [(name: String, value: String)]) {
    func value(_ name: String) -> String? {
      let values = query.filter { $0.name == name }
      return values.count == 1 ? values[0].value : nil
    }
    guard value("X-Amz-Algorithm") == SigningKeys.algorithm,
      let credential = value("X-Amz-Credential"), let date = value("X-Amz-Date"),
      let headers = value("X-Amz-SignedHeaders"), let signature = value("X-Amz-Signature"),
      let expires = value("X-Amz-Expires").flatMap({ Int($0) })
    else { return nil }
    self.init(credential[...], date, headers[...], signature[...], expires: expires)
  }

  private init?(
    _ credential: Substring, _ date: String, _ headers: Substring, _ signature: Substring,
    expires: Int?
  ) {
    // A key may hold slashes, its scope never does.
    let parts = credential.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count >= 5, let scope = SigningScope(parts.suffix(4).joined(separator: "/")),
      let time = SigningTime(date), time.day == scope.day
    else { return nil }
    access = parts.dropLast(4).joined(separator: "/")
    self.scope = scope
    self.time = time
    signedHeaders = headers.split(separator: ";").map { $0.lowercased() }
    self.signature = String(signature)
    self.expires = expires
  }
}
