internal import Core

/// What a request is called in logs and answers.
package struct RequestID: Sendable {
  package let text: String
  /// The trace of W3C Trace Context that it belongs to, 32 hexadecimal digits.
  package let trace: String?
}

/// Gives every request a name: the caller's `X-Request-ID` where it is a harmless one, a new ULID
/// otherwise; the answer bears it too.
package struct RequestNaming: HTTPMiddleware {
  private let milliseconds: @Sendable () -> UInt64

  package init(milliseconds: @escaping @Sendable () -> UInt64) {
    self.milliseconds = milliseconds
  }

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    var request = request
    let id = RequestID(
      text: Self.accepted(request.fields["X-Request-ID"]) ?? fresh(),
      trace: Self.trace(request.fields["traceparent"]))
    request.facts[RequestID.self] = id
    var response = try await next(request)
    response.fields["X-Request-ID"] = id.text
    return response
  }

  private func fresh() -> String {
    var generator = SystemRandomNumberGenerator()
    return ULID(milliseconds: milliseconds(), using: &generator).description
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

  private static func trace(_ parent: String?) -> String? {
    guard let pieces = parent?.split(separator: "-", omittingEmptySubsequences: false),
      pieces.count >= 4, pieces[0].count == 2, pieces[1].count == 32, pieces[2].count == 16,
      pieces[1].allSatisfy({ $0.isHexDigit && !$0.isUppercase }),
      pieces[1].contains(where: { $0 != "0" })
    else { return nil }
    return String(pieces[1])
  }
}
