package import Core

/// An answer that says what went wrong: a problem document (RFC 9457). Handlers throw it.
package struct HTTPProblem: Error, Sendable {
  package var status: HTTPStatus
  /// Names the kind of problem for programs: `filter-unknown-field`. Written as a URI reference.
  package var type: String
  package var title: String
  /// What happened this time, and what to do.
  package var detail: String
  /// Fields of the response, such as `Retry-After`.
  package var fields: HTTPFields
  /// Further members of the document.
  package var members: [JSONValue.Member]

  package init(
    _ status: HTTPStatus, type: String, title: String? = nil, detail: String,
    fields: HTTPFields = [:], members: [JSONValue.Member] = []
  ) {
    self.status = status
    self.type = type
    self.title = title ?? status.reason
    self.detail = detail
    self.fields = fields
    self.members = members
  }

  package static func notFound(_ detail: String) -> HTTPProblem {
    HTTPProblem(.notFound, type: "not-found", detail: detail)
  }

  package static func badRequest(_ detail: String) -> HTTPProblem {
    HTTPProblem(.badRequest, type: "bad-request", detail: detail)
  }

  package static func tooLarge(limit: Int) -> HTTPProblem {
    HTTPProblem(
      .contentTooLarge, type: "content-too-large",
      detail: "The request's content is larger than the \(limit) bytes that are accepted here.",
      members: [.init("limit_bytes", .integer(Int64(limit)))])
  }

  /// The document, with the request's name so that a person can quote it.
  package func response(requestID: String?) -> HTTPResponse {
    let document: JSONValue = .object(
      [
        .init("type", .string("/problems/" + type)), .init("title", .string(title)),
        .init("status", .integer(Int64(status.code))), .init("detail", .string(detail)),
      ] + JSONValue.optional("request_id", requestID.map(JSONValue.string)) + members)
    var fields = fields
    fields["Content-Type"] = "application/problem+json"
    fields["Cache-Control"] = "no-store"
    return HTTPResponse(status, fields, .bytes(JSONText.bytes(document)))
  }
}
