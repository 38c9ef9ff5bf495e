internal import Core
package import HTTPKit

/// Counts every request, and writes a line of JSON about it, and another where it was slow. Only names of routes, never paths,
/// queries or fields: they may hold what is nobody else's business.
package struct RequestRecord: HTTPMiddleware {
  private let metrics: Metrics
  private let write: @Sendable (String) -> Void
  private let clock: @Sendable () -> String
  private let slow: Double?

  /// - Parameters:
  ///   - clock: the time for the log, RFC 3339.
  ///   - slow: seconds from which a request is slow; `nil` for never.
  ///   - write: takes a line without its break.
  package init(
    metrics: Metrics, clock: @escaping @Sendable () -> String, slow: Double? = nil,
    write: @escaping @Sendable (String) -> Void
  ) {
    self.metrics = metrics
    self.write = write
    self.clock = clock
    self.slow = slow
  }

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    var request = request
    let report = RouteReport()
    request.facts[RouteReport.self] = report
    let started = ContinuousClock.now
    metrics.began()
    var status = HTTPStatus.internalServerError
    defer {
      let seconds = started.duration(to: .now) / .seconds(1)
      // A method that no route has could be any word.
      let method = report.name == nil ? "other" : request.method.rawValue
      let route = report.pattern ?? "none"
      metrics.ended(route: route, method: method, status: status.code, seconds: seconds)
      let facts = facts(request, route: route, status: status, seconds: seconds)
      write(line("info", "request", facts))
      if let slow, seconds >= slow {
        let asked = report.asked.map(JSONValue.string)
        write(line("warning", "slow_request", facts + [.init("asked", .array(asked))]))
      }
    }
    let response = try await next(request)
    status = response.status
    return response
  }

  private func facts(
    _ request: HTTPRequest, route: String, status: HTTPStatus, seconds: Double
  ) -> [JSONValue.Member] {
    let id = request.facts[RequestID.self]
    return [.init("request_id", id.map { .string($0.text) } ?? .null)]
      + JSONValue.optional("trace_id", id.map { .string($0.trace.trace) })
      + JSONValue.optional("span_id", id.map { .string($0.trace.span) })
      + JSONValue.optional("parent_span_id", id?.trace.parent.map(JSONValue.string)) + [
        .init("method", .string(request.method.rawValue)), .init("route", .string(route)),
        .init("status", .integer(Int64(status.code))),
        .init("milliseconds", .number((seconds * 1e5).rounded() / 100)),
        .init("peer", .string(request.peer)),
      ]
  }

  private func line(_ level: String, _ event: String, _ facts: [JSONValue.Member]) -> String {
    JSONText.text(
      .object(
        [
          .init("time", .string(clock())), .init("level", .string(level)),
          .init("event", .string(event)),
        ] + facts))
  }
}
