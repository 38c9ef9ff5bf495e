internal import Core
package import Engine
package import HTTPKit

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// The HTTP API of a library, for its one user on the same machine.
package final class API: Sendable {
  package let metrics = Metrics()
  let pool: BlockingPool
  private let library: Library
  private let hosts: Set<String>
  private let log: @Sendable (String) -> Void

  /// - Parameters:
  ///   - hosts: the names under which the server answers.
  ///   - log: takes lines of JSON.
  package init(
    library: Library, hosts: Set<String> = HostCheck.loopback,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.library = library
    self.hosts = hosts
    self.log = log
    pool = BlockingPool(threads: max(2, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))), limit: 256)
  }

  deinit { pool.stop() }

  package var routes: [Route] {
    HealthRoutes(api: self).all + IndexRoutes(api: self).all + ImageRoutes(api: self).all
      + DuplicateRoutes(api: self).all
  }

  /// Everything, middleware included: what is served, and what tests call.
  package var application: HTTPApplication {
    HTTPApplication(
      router: Router(routes),
      middleware: [
        SecurityFields(), RequestNaming { UInt64(Timestamp.now.rawValue) },
        RequestRecord(metrics: metrics, clock: { Timestamp.now.rfc3339 }, write: log),
        ProblemAnswers { [log] error, request in Self.problem(error, request, log) },
        HostCheck(hosts: hosts), Revalidation(),
      ])
  }

  /// Runs a call of the engine on a thread for such.
  func call<Value: Sendable>(
    _ body: @escaping @Sendable (Library) throws -> Value
  ) async throws -> Value {
    let library = library
    return try await pool.run { try body(library) }
  }

  private static func problem(
    _ error: any Error, _ request: HTTPRequest, _ log: (String) -> Void
  ) -> HTTPProblem {
    let fault =
      error as? Fault
      ?? Fault("server.unexpected", .bug, "the request failed", underlying: "\(error)")
    let problem = HTTPProblem(fault)
    if problem.status.code >= 500 { log(FailureLine(fault, request).text) }
    return problem
  }
}
