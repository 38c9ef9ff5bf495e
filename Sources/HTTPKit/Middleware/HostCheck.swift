/// Refuses requests that name another host than the server's own. A page of another site can make a
/// browser connect to 127.0.0.1 under that site's name (DNS rebinding); the `Host` field gives it
/// away.
package struct HostCheck: HTTPMiddleware {
  private let hosts: Set<String>

  /// - Parameter hosts: names without a port, in lower case.
  package init(hosts: Set<String>) { self.hosts = hosts }

  /// The names of one's own machine.
  package static let loopback: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    guard let field = request.fields["Host"], hosts.contains(Self.name(field)) else {
      throw HTTPProblem(
        .misdirectedRequest, type: "unknown-host",
        detail: "This server does not answer under that name.")
    }
    return try await next(request)
  }

  /// The host without its port.
  static func name(_ field: String) -> String {
    let text = field.lowercased()
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") { return String(text[...end]) }
    return text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).first
      .map(String.init) ?? ""
  }
}
