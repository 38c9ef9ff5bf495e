/// A response to a request.
package struct HTTPResponse: Sendable {
  package var status: HTTPStatus
  package var fields: HTTPFields
  package var body: ResponseBody

  package init(_ status: HTTPStatus, _ fields: HTTPFields = [:], _ body: ResponseBody = .empty) {
    self.status = status
    self.fields = fields
    self.body = body
  }

  package static func text(_ text: String, status: HTTPStatus = .ok) -> HTTPResponse {
    HTTPResponse(
      status, ["Content-Type": "text/plain; charset=utf-8"], .bytes(Array(text.utf8)))
  }

  package static func json(_ bytes: [UInt8], status: HTTPStatus = .ok) -> HTTPResponse {
    HTTPResponse(status, ["Content-Type": "application/json"], .bytes(bytes))
  }
}

/// What a response carries.
package enum ResponseBody: Sendable {
  case empty
  case bytes([UInt8])
  /// A part of an open file, sent by the kernel.
  case file(FilePart)
  /// Pieces made while they are sent; the maker waits while the other end does not read.
  case stream(@Sendable (any ResponseWriter) async throws -> Void)

  /// Its length in bytes; `nil` when it is not known beforehand.
  package var length: Int64? {
    switch self {
    case .empty: 0
    case .bytes(let bytes): Int64(bytes.count)
    case .file(let part): part.length
    case .stream: nil
    }
  }
}

/// Takes the pieces of a streamed response.
package protocol ResponseWriter: Sendable {
  /// Returns when there is room for more.
  ///
  /// - Throws: `CancellationError` when the other end is gone: nobody reads any more.
  func write(_ bytes: [UInt8]) async throws
}
