/// Fields that make a browser careful with what it gets.
package struct SecurityFields: HTTPMiddleware {
  private let policy: String

  package init(policy: String = Self.standardPolicy) { self.policy = policy }

  /// Nothing from elsewhere, nothing inline, no framing.
  package static let standardPolicy =
    "default-src 'self'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; "
    + "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    var response = try await next(request)
    func put(_ name: String, _ value: String) {
      if response.fields[name] == nil { response.fields[name] = value }
    }
    put("Content-Security-Policy", policy)
    put("X-Content-Type-Options", "nosniff")
    put("Referrer-Policy", "no-referrer")
    put("Cross-Origin-Resource-Policy", "same-origin")
    put("Cross-Origin-Opener-Policy", "same-origin")
    put("X-Frame-Options", "DENY")
    put("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
    // What a shared cache must not keep for others; a browser asks again each time.
    put("Cache-Control", "private, no-cache")
    if request.isEncrypted, !isLoopback(request) {
      put("Strict-Transport-Security", "max-age=31536000")
    }
    return response
  }

  /// Every program of a machine answers under these names: a browser that was told to encrypt here
  /// could not reach the others any more.
  private func isLoopback(_ request: HTTPRequest) -> Bool {
    HostCheck.loopback.contains(HostCheck.name(request.fields["Host"] ?? ""))
  }
}
