/// Refuses changes that a page of another origin asks for. Such a page may send simple requests
/// (forms, texts) to any server without asking first (Fetch standard § 2.2.2), but cannot set a media
/// type of `application/json` or a field of its own, and its browser names its origin.
///
/// Of a session more is asked, for a browser shows it by itself: a field of its own, and a browser's
/// word that the page is the server's. Behind ``AccessCheck``.
package struct ForgeryCheck: HTTPMiddleware {
  /// The field that a form must bear, since forms can be sent across origins.
  package static let formField = "X-Semblance"

  private let router: Router
  private let origins: Set<String>

  /// - Parameters:
  ///   - router: what it finds no route for changes nothing, and is told so by it.
  ///   - origins: others whose pages may change things, as ``CrossOrigin`` has them.
  package init(router: Router, origins: Set<String> = []) {
    self.router = router
    self.origins = origins
  }

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    if !request.method.isSafe, case .route = router.find(request.method, request.target.segments) {
      guard isFromHere(request) else {
        throw HTTPProblem(
          .forbidden, type: "foreign-origin",
          detail: "Pages of other origins may not change anything here.")
      }
      if request.facts[Principal.self]?.proof == .session { try checkSession(request) }
      try checkMediaType(request)
    }
    return try await next(request)
  }

  private func isFromHere(_ request: HTTPRequest) -> Bool {
    if let origin = request.fields["Origin"], origins.contains(origin) { return true }
    let site = request.fields["Sec-Fetch-Site"]
    guard site == nil || site == "same-origin" || site == "none" else { return false }
    guard let origin = request.fields["Origin"] else { return true }
    let scheme = request.isEncrypted ? "https://" : "http://"
    return origin.lowercased() == scheme + (request.fields["Host"] ?? "").lowercased()
  }

  private func checkSession(_ request: HTTPRequest) throws(HTTPProblem) {
    let isNamed = request.fields["Origin"] != nil || request.fields["Sec-Fetch-Site"] != nil
    guard isNamed, request.fields[Self.formField] == "1" else {
      throw HTTPProblem(
        .forbidden, type: "session-field",
        detail: "With a session a change needs the fields \(Self.formField): 1 and Origin.")
    }
  }

  private func checkMediaType(_ request: HTTPRequest) throws(HTTPProblem) {
    switch request.mediaType {
    case "application/json": return
    // Without content there is nothing to say of it; the field alone could not come from elsewhere.
    case "" where request.fields[Self.formField] == "1": return
    case "multipart/form-data":
      if request.fields[Self.formField] == "1" { return }
      throw HTTPProblem(
        .forbidden, type: "form-field", detail: "A form needs the field \(Self.formField): 1.")
    default:
      throw HTTPProblem(
        .unsupportedMediaType, type: "media-type",
        detail: "A change needs the field Content-Type: application/json, or a form with "
          + "\(Self.formField): 1.")
    }
  }
}
