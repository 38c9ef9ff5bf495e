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
  /// For calls that read and write the catalogue.
  let pool: BlockingPool
  /// For calls that decode pictures: slow ones, which must not hold up the others.
  private let decoders: BlockingPool
  /// For calls that move files: one journal, one at a time.
  private let movers: BlockingPool
  private let library: Library
  private let hosts: Set<String>
  private let web: StaticFolder?
  private let log: @Sendable (String) -> Void
  private let counts = ChangeMemo<Int>()
  let months = ChangeMemo<[TimelineBucket]>()
  let models: SearchModels

  /// - Parameters:
  ///   - hosts: the names under which the server answers.
  ///   - web: the web app, where it was built.
  ///   - models: where the model in use is found; without it words alone are searched.
  ///   - log: takes lines of JSON.
  package init(
    library: Library, hosts: Set<String> = HostCheck.loopback, web: StaticFolder? = nil,
    models: ModelShelf? = nil, log: @escaping @Sendable (String) -> Void
  ) {
    self.library = library
    self.hosts = hosts
    self.web = web
    self.log = log
    self.models = SearchModels(shelf: models)
    let processors = max(2, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    pool = BlockingPool(threads: processors, limit: 256)
    decoders = BlockingPool(threads: processors, limit: 64)
    movers = BlockingPool(threads: 1, limit: 64)
  }

  deinit { for pool in [pool, decoders, movers] { pool.stop() } }

  package var routes: [Route] {
    HealthRoutes(api: self).all + IndexRoutes(api: self).all + ListingRoutes(api: self).all
      + ImageRoutes(api: self).all + PixelRoutes(api: self).all + DuplicateRoutes(api: self).all
      + ResolvingRoutes(api: self).all + ReviewRoutes(api: self).all
      + SearchRoutes(api: self).all + [SimilarSearchRoute(api: self).route]
  }

  /// Everything, middleware included: what is served, and what tests call.
  package var application: HTTPApplication {
    HTTPApplication(
      router: Router(routes, fallback: WebRoute(folder: web).route),
      middleware: [
        SecurityFields(), RequestNaming { UInt64(Timestamp.now.rawValue) },
        RequestRecord(metrics: metrics, clock: { Timestamp.now.rfc3339 }, write: log),
        ProblemAnswers { [log] error, request in Self.problem(error, request, log) },
        HostCheck(hosts: hosts), ForgeryCheck(), Idempotency(), Revalidation(),
      ])
  }

  /// Runs a call of the engine on a thread for such.
  func call<Value: Sendable>(
    _ body: @escaping @Sendable (Library) throws -> Value
  ) async throws -> Value {
    let library = library
    return try await pool.run { try body(library) }
  }

  /// Runs a call that decodes a picture.
  func decode<Value: Sendable>(
    _ body: @escaping @Sendable (Library) throws -> Value
  ) async throws -> Value {
    let library = library
    return try await decoders.run { try body(library) }
  }

  /// Runs a call that reads or writes the journal of moved files.
  func move<Value: Sendable>(
    _ body: @escaping @Sendable (Library) throws -> Value
  ) async throws -> Value {
    let library = library
    return try await movers.run { try body(library) }
  }

  /// How many pictures listings have.
  func pictureCount(_ reader: CatalogueReader) throws -> Int {
    try counts.value(at: try reader.changeCount()) { try reader.presentCount() }
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
