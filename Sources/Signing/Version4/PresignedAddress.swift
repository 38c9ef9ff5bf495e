/// Addresses that let whoever has them do one thing for a while.
package struct PresignedAddress: Sendable {
  package let keys: SigningKeys
  package let region: String

  package init(keys: SigningKeys, region: String) {
    (self.keys, self.region) = (keys, region)
  }

  /// - Parameters:
  ///   - origin: scheme and authority: `https://host:9000`.
  ///   - path: escaped, from the first slash on.
  ///   - expires: seconds, 1 to ``SigningKeys/longestSeconds``.
  package func text(
    _ method: String, origin: String, path: String, at time: SigningTime, expires: Int,
    service: String = "s3"
  ) -> String {
    let scope = SigningScope(day: time.day, region: region, service: service)
    let host = origin.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init)
    let query = [
      ("X-Amz-Algorithm", SigningKeys.algorithm), ("X-Amz-Credential", "\(keys.access)/\(scope)"),
      ("X-Amz-Date", "\(time)"), ("X-Amz-Expires", "\(expires)"), ("X-Amz-SignedHeaders", "host"),
    ]
    let request = CanonicalRequest(
      method: method, path: path, query: query.map { (name: $0.0, value: $0.1) },
      headers: [(name: "host", value: host ?? "")], payload: CanonicalRequest.unsignedPayload)
    let signature = keys.signature(of: request, at: time, scope: scope)
    return "\(origin)\(path)?\(request.canonicalQuery)&X-Amz-Signature=\(signature)"
  }
}
