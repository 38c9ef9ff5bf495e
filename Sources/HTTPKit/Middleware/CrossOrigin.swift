/// Cross-origin resource sharing (Fetch standard § 3.2): which pages of other origins may read
/// answers.
package struct CrossOrigin: HTTPMiddleware {
  private let origins: Set<String>
  private let exposed = "X-Request-ID, Retry-After, ETag, Location"

  /// - Parameter origins: `https://photos.example`; empty for none.
  package init(origins: Set<String>) { self.origins = origins }

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    guard let origin = request.fields["Origin"], origins.contains(origin) else {
      var response = try await next(request)
      if !origins.isEmpty { response.fields.merge("Vary", "Origin") }
      return response
    }
    if request.method == .options, request.fields["Access-Control-Request-Method"] != nil {
      return HTTPResponse(
        .noContent,
        [
          "Access-Control-Allow-Origin": origin, "Vary": "Origin",
          "Access-Control-Allow-Methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
          "Access-Control-Allow-Headers":
            "Authorization, Content-Type, Idempotency-Key, X-Request-ID, traceparent",
          "Access-Control-Max-Age": "600",
        ])
    }
    var response = try await next(request)
    response.fields["Access-Control-Allow-Origin"] = origin
    response.fields["Access-Control-Expose-Headers"] = exposed
    response.fields.merge("Vary", "Origin")
    return response
  }
}
