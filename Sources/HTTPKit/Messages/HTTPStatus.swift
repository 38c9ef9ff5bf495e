/// A status code (RFC 9110 § 15).
package struct HTTPStatus: Hashable, Sendable, ExpressibleByIntegerLiteral {
  package let code: Int
  package init(_ code: Int) { self.code = code }
  package init(integerLiteral code: Int) { self.code = code }

  package static let ok: HTTPStatus = 200
  package static let created: HTTPStatus = 201
  package static let accepted: HTTPStatus = 202
  package static let noContent: HTTPStatus = 204
  package static let partialContent: HTTPStatus = 206
  package static let notModified: HTTPStatus = 304
  package static let badRequest: HTTPStatus = 400
  package static let unauthorized: HTTPStatus = 401
  package static let forbidden: HTTPStatus = 403
  package static let notFound: HTTPStatus = 404
  package static let methodNotAllowed: HTTPStatus = 405
  package static let notAcceptable: HTTPStatus = 406
  package static let conflict: HTTPStatus = 409
  package static let preconditionFailed: HTTPStatus = 412
  package static let contentTooLarge: HTTPStatus = 413
  package static let unsupportedMediaType: HTTPStatus = 415
  package static let rangeNotSatisfiable: HTTPStatus = 416
  package static let misdirectedRequest: HTTPStatus = 421
  package static let unprocessableContent: HTTPStatus = 422
  package static let tooManyRequests: HTTPStatus = 429
  package static let internalServerError: HTTPStatus = 500
  package static let serviceUnavailable: HTTPStatus = 503
  package static let gatewayTimeout: HTTPStatus = 504
  package static let insufficientStorage: HTTPStatus = 507

  /// Whether a response of this status has no content (RFC 9110 § 6.4.1).
  package var hasNoContent: Bool { code < 200 || code == 204 || code == 304 }

  /// The words of the standard, for the titles of problems.
  package var reason: String { Self.reasons[code] ?? "Status \(code)" }

  private static let reasons: [Int: String] = [
    200: "OK", 201: "Created", 202: "Accepted", 204: "No Content", 206: "Partial Content",
    304: "Not Modified", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden",
    404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable", 408: "Request Timeout",
    409: "Conflict", 410: "Gone", 412: "Precondition Failed", 413: "Content Too Large",
    415: "Unsupported Media Type", 416: "Range Not Satisfiable", 421: "Misdirected Request",
    422: "Unprocessable Content", 429: "Too Many Requests", 500: "Internal Server Error",
    501: "Not Implemented", 503: "Service Unavailable", 504: "Gateway Timeout",
    507: "Insufficient Storage",
  ]
}
