internal import Core

/// What a request is called in logs and answers.
package struct RequestID: Sendable {
  package let text: String
  package let trace: TraceContext
}

/// Gives every request a name: the caller's `X-Request-ID` where it is a harmless one, a new ULID
/// otherwise; the answer bears it too. And a place in a trace: the caller's, or a new one.
package struct RequestNaming: HTTPMiddleware {
  private let milliseconds: @Sendable () -> UInt64

  package init(milliseconds: @escaping @Sendable () -> UInt64) {
    self.milliseconds = milliseconds
  }

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    var request = request
    var generator = SystemRandomNumberGenerator()
    let id = RequestID(
      text: Self.accepted(request.fields["X-Request-ID"])
        ?? ULID(milliseconds: milliseconds(), using: &generator).description,
      trace: TraceContext(continuing: request.fields["traceparent"], using: &generator))
    request.facts[RequestID.self] = id
    var response = try await next(request)
    response.fields["X-Request-ID"] = id.text
    response.fields["traceresponse"] = id.trace.response
    return response
  }

  /// A caller's name goes into logs: only letters, digits and a few marks, at most 64.
  private static func accepted(_ name: String?) -> String? {
    guard let name, (1...64).contains(name.utf8.count),
      name.utf8.allSatisfy({ byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == 0x2D || byte == 0x5F || byte == 0x2E || byte == 0x3A
      })
    else { return nil }
    return name
  }
}
