/// Cross-origin resource sharing (Fetch standard § 3.2): which pages of other origins may read
/// answers, with the caller's cookies. Every other origin gets no such leave.
package struct CrossOrigin: HTTPMiddleware {
  private let origins: Set<String>
  private static let exposed = "X-Request-ID, Retry-After, ETag, Location"
  private static let accepted =
    "Authorization, Content-Type, Idempotency-Key, X-Request-ID, X-Semblance, traceparent, "
    + "tracestate"

  /// - Parameter origins: each as ``origin(_:)`` gives it; empty for none.
  package init(origins: Set<String>) { self.origins = origins }

  /// An origin as browsers write it (RFC 6454 § 6.2); `nil` for what is none, such as `*`, `null`
  /// and addresses with a path.
  package static func origin(_ text: String) -> String? {
    let pattern = #/(https?)://([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?/#
    guard let match = text.lowercased().wholeMatch(of: pattern) else { return nil }
    let (scheme, host) = (String(match.1), String(match.2))
    guard let port = match.3 else { return "\(scheme)://\(host)" }
    guard let number = UInt16(port), number > 0 else { return nil }
    let usual: UInt16 = scheme == "https" ? 443 : 80
    return number == usual ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(number)"
  }

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    guard !origins.isEmpty else { return try await next(request) }
    guard let origin = request.fields["Origin"], origins.contains(origin) else {
      var response = try await next(request)
      response.fields.merge("Vary", "Origin")
      return response
    }
    if request.method == .options, request.fields["Access-Control-Request-Method"] != nil {
      var response = HTTPResponse(
        .noContent,
        [
          "Vary": "Origin",
          "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
          "Access-Control-Allow-Headers": Self.accepted,
          "Access-Control-Max-Age": "600",
        ])
      Self.allow(origin, in: &response)
      return response
    }
    var response = try await next(request)
    Self.allow(origin, in: &response)
    response.fields["Access-Control-Expose-Headers"] = Self.exposed
    response.fields.merge("Vary", "Origin")
    return response
  }

  private static func allow(_ origin: String, in response: inout HTTPResponse) {
    response.fields["Access-Control-Allow-Origin"] = origin
    response.fields["Access-Control-Allow-Credentials"] = "true"
  }
}
