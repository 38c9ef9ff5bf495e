package import Accounts
package import Core
package import Engine
package import HTTPKit
internal import Synchronization

/// The HTTP API of a library, for its one user; or of the libraries of many, one each, behind one
/// door.
package final class API: Sendable {
  let parts: ServerParts
  /// For calls that move files: one journal, one at a time.
  private let movers: BlockingPool
  /// For calls that take pictures in: one at a time, so that the same picture is not taken in twice.
  private let takers: BlockingPool
  private let library: Library
  let front: APIFront
  /// The libraries of users; `nil` where the library itself is the one user's.
  let tenants: Tenants?
  private let counts = ChangeMemo<Int>()
  let months = ChangeMemo<[TimelineBucket]>()
  private let visual = ChangeMemo<[ArchiveGroupAnswer]>()
  let suggester = ChangeMemo<Suggester>(holdsFor: .seconds(30))
  let vectors: VectorQueue
  let jobs: JobQueue
  let clusters = ClusterResults()
  /// Where pictures are sent to before they are taken in; `nil` for nowhere.
  let objects: ObjectPlace?
  let places: AdmittedPlaces
  /// With what the keys of the user's objects begin, where several users share the bucket.
  let objectPrefix: String?
  private let heart = Mutex<Task<Void, Never>?>(nil)

  /// - Parameters:
  ///   - hosts: the names under which the server answers; `nil` for any, where an authenticator asks
  ///     for what a browser does not send by itself.
  ///   - authenticator: lets in who has a token; without it, and while no password is set, whoever
  ///     reaches the server may do everything.
  ///   - accounts: keys, the password and sessions; by default those in the library's folder.
  ///   - user: whose pictures these are to who asks; by default the library's owner.
  ///   - isOpen: `false` where others than this machine reach the server: then everybody must say who
  ///     they are.
  ///   - audit: what is noted of who looks at pictures and changes something; by the rules, for as long
  ///     as they say.
  ///   - limits: how often each caller may ask.
  ///   - web: the web app, where it was built; not offered where nobody can sign in to it.
  ///   - models: where the model in use is found; without it words alone are searched.
  ///   - objects: the bucket that pictures are sent to before they are taken in.
  ///   - scanner: looks at what is sent before it is kept.
  ///   - roots: folders below which folders may be chosen and indexed.
  ///   - origins: other origins whose pages may ask, as ``CrossOrigin/origin(_:)`` gives them.
  ///   - embeddingQueue: pictures that were sent and may wait for their vectors.
  ///   - schedule: what is done without anybody asking.
  ///   - clock: seconds of a steady clock, for limits and waits.
  ///   - slow: seconds from which a request is logged as slow; `nil` for never.
  ///   - tenants: keeps a library of its own, below `library`, for everybody whom the authenticator
  ///     finds; `nil` for the one user of `library`.
  ///   - log: takes lines of JSON.
  package convenience init(
    library: Library, hosts: Set<String>? = HostCheck.loopback,
    authenticator: (any Authenticator)? = nil, accounts: AccountBook? = nil,
    user: String? = nil, isOpen: Bool = true, audit: AuditChoice = .auto,
    auditRules: AuditRules = AuditRules(), limits: [RequestKind: RequestLimit] = [:],
    web: StaticFolder? = nil,
    models: ModelShelf? = nil, objects: ObjectPlace? = nil, scanner: VirusScanner? = nil,
    roots: [FilePath] = [], origins: Set<String> = [], embeddingQueue: Int = 10_000,
    schedule: JobSchedule = JobSchedule(), slow: Double? = nil, tenants: TenantRules? = nil,
    clock: @escaping @Sendable () -> Double = API.steadySeconds,
    log: @escaping @Sendable (String) -> Void
  ) {
    let parts = ServerParts(
      models: models, scanner: scanner, embeddingQueue: embeddingQueue, schedule: schedule,
      log: log)
    let front = APIFront(
      book: accounts ?? AccountBook(inLibrary: library.folder), tokens: authenticator,
      user: tenants == nil ? user ?? library.owner.name : nil,
      isOpen: isOpen && authenticator == nil,
      audit: AuditKeeper(
        log: AuditLog(inLibrary: library.folder, rules: auditRules) { Timestamp.now.rawValue },
        choice: audit
      ) { log(FailureLine.text(of: $0, "write the audit log")) },
      limits: RequestLimits(limits, kind: RequestKind.of, now: clock),
      brake: SignInBrake(now: clock), hosts: hosts, origins: origins, slow: slow, web: web)
    self.init(
      library, parts, front, objects: objects, places: AdmittedPlaces(roots),
      tenants: tenants.map { Tenants(below: library, $0, parts, front, objects) })
  }

  /// Of one of many users, behind the door of all.
  convenience init(
    of library: Library, _ parts: ServerParts, _ front: APIFront, objects: ObjectPlace?,
    places: AdmittedPlaces
  ) {
    self.init(
      library, parts, front, objects: objects, places: places,
      objectPrefix: TenantLibraries.name(of: library.owner.name) + "/")
  }

  private init(
    _ library: Library, _ parts: ServerParts, _ front: APIFront, objects: ObjectPlace?,
    places: AdmittedPlaces, objectPrefix: String? = nil, tenants: Tenants? = nil
  ) {
    self.library = library
    self.parts = parts
    self.front = front
    let vectors = VectorQueue(limit: parts.embeddingQueue)
    self.vectors = vectors
    self.objects = objects
    self.places = places
    self.objectPrefix = objectPrefix
    self.tenants = tenants
    let performer = JobPerformer(
      library: library, parts: parts, vectors: vectors, places: places, clusters: clusters)
    let folder = library.folder
    jobs = JobQueue(ledger: { try JobLedger(in: folder) }, ended: parts.metrics.ended) {
      work, run in try performer.perform(work, run)
    }
    movers = BlockingPool(threads: 1, limit: 64)
    takers = BlockingPool(threads: 1, limit: 64)
  }

  deinit { for pool in [movers, takers] { pool.stop() } }

  package var metrics: Metrics { parts.metrics }
  var models: SearchModels { parts.models }
  var scanner: VirusScanner? { parts.scanner }
  var log: @Sendable (String) -> Void { parts.log }

  private static let clockStart = ContinuousClock.now

  /// Seconds since the first API was made.
  @Sendable package static func steadySeconds() -> Double {
    clockStart.duration(to: .now) / .seconds(1)
  }

  /// Goes on with jobs that an earlier server left, queues what is due, and lets listeners know that
  /// they are served.
  ///
  /// - Throws: a fault when the library cannot be read.
  package func start() async throws {
    try await call { [jobs] _ in try jobs.load() }
    // What a crash left between the keeping of a picture and its row.
    if try await call({ try $0.hasUploadsAfterSweeping() }) { afterUpload() }
    if objectPrefix == nil { front.audit.start() }
    heart.withLock { heart in
      heart = Task { [jobs, log, schedule = parts.schedule] in
        while !Task.isCancelled {
          do {
            try jobs.addDue(schedule, now: .now)
          } catch {
            log(FailureLine.text(of: error, "queue what is due"))
          }
          try? await Task.sleep(for: .seconds(15))
          jobs.feed.beat()
        }
      }
    }
    await tenants?.start()
  }

  /// Stops the jobs, to be gone on with, and ends streams of events. Before the server is stopped,
  /// which waits for answers to end.
  package func stop() async {
    await tenants?.stop()
    heart.withLock { $0?.cancel() }
    await jobs.stop()
    if objectPrefix == nil { await front.audit.stop() }
  }

  package var routes: [Route] {
    let own = tenants.map { tenants in libraryRoutes.map { $0.answered(by: tenants) } }
    let routes = (own ?? libraryRoutes) + serverRoutes
    return routes + [DocumentRoute(routes: routes).route]
  }

  /// What is asked of a library: where users have one each, of theirs.
  package var libraryRoutes: [Route] {
    pictureRoutes + workRoutes + AliasRoutes(api: self).all
  }

  /// What is asked of the server, whoever asks.
  private var serverRoutes: [Route] { accountRoutes + HealthRoutes(api: self).all }

  private var pictureRoutes: [Route] {
    ListingRoutes(api: self).all + ImageRoutes(api: self).all + PixelRoutes(api: self).all
      + [UploadRoute(api: self).route] + IngestRoutes(api: self).all + SearchRoutes(api: self).all
      + [
        SimilarSearchRoute(api: self).route, SuggestionRoute(api: self).route,
        ExportRoute(api: self).route, VisualMatchRoute(api: self).route,
      ] + ClusterRoutes(api: self).all + ArchiveRoutes(api: self).all
  }

  private var workRoutes: [Route] {
    DuplicateRoutes(api: self).all + ResolvingRoutes(api: self).all + ReviewRoutes(api: self).all
      + EditRoutes(api: self).all + AnomalyRoutes(api: self).all + JobRoutes(api: self).all
      + FolderRoutes(api: self).all + SettingRoutes(api: self).all + IndexRoutes(api: self).all
  }

  /// Everything, middleware included: what is served, and what tests call.
  package var application: HTTPApplication {
    let router = Router(
      routes, fallback: WebRoute(folder: front.web, isOffered: front.offersWeb).route,
      reserved: WebRoute.reserved)
    let log = log
    let problem = { @Sendable error, request in Self.problem(error, request, log) }
    let door = objects.flatMap { place in
      place.ownStore.map { ObjectDoor(store: $0, keys: place.keys, api: self, problem: problem) }
    }
    return HTTPApplication(
      router: router,
      middleware: [
        SecurityFields(), RequestNaming { UInt64(Timestamp.now.rawValue) },
        RequestRecord(
          metrics: metrics, clock: { Timestamp.now.rfc3339 }, slow: front.slow, write: log),
        CrossOrigin(origins: front.origins), Compression(),
        AuditRecord(keeper: front.audit, router: router, user: front.door.user ?? "") {
          Timestamp.now.rawValue
        },
        ProblemAnswers(problem: problem),
      ] + checks(router, door) + [Idempotency(), Revalidation()])
  }

  /// Who may ask what. The object store's door has signatures of its own.
  private func checks(_ router: Router, _ door: ObjectDoor?) -> [any HTTPMiddleware] {
    let names: [any HTTPMiddleware] = front.hosts.map { [HostCheck(hosts: $0)] } ?? []
    let doors: [any HTTPMiddleware] = door.map { [$0] } ?? []
    return names + doors + [
      AccessCheck(router: router, authenticator: front.door, limits: front.limits),
      ForgeryCheck(router: router, origins: front.origins),
    ]
  }

  /// The pools of threads that are this library's own, under their names in metrics.
  var ownPools: [(name: String, pool: BlockingPool)] { [("moves", movers), ("uploads", takers)] }

  /// Runs a call of the engine on a thread for such.
  func call<Value: Sendable>(
    _ body: @escaping @Sendable (Library) throws -> Value
  ) async throws -> Value {
    let library = library
    return try await parts.pool.run { try body(library) }
  }

  /// Runs a call that decodes a picture.
  func decode<Value: Sendable>(
    _ body: @escaping @Sendable (Library) throws -> Value
  ) async throws -> Value {
    let library = library
    return try await parts.decoders.run { try body(library) }
  }

  /// Runs a call that reads or writes the journal of moved files.
  func move<Value: Sendable>(
    _ body: @escaping @Sendable (Library) throws -> Value
  ) async throws -> Value {
    let library = library
    return try await movers.run { try body(library) }
  }

  /// Runs a call that takes pictures in.
  func take<Value: Sendable>(
    _ body: @escaping @Sendable (Library) throws -> Value
  ) async throws -> Value {
    let library = library
    return try await takers.run { try body(library) }
  }

  /// Whose pictures the library holds.
  var owner: Owner { library.owner }

  /// What is made of pictures beside their rows — vectors, groups — is made later.
  func afterUpload() { _ = try? jobs.add(.scan([library.uploadFolder])) }

  /// How many pictures listings have.
  func pictureCount(_ reader: CatalogueReader) throws -> Int {
    try counts.value(at: try reader.changeCount()) { try reader.presentCount() }
  }

  /// Groups of archives that hold the same; a second of work for thousands, and kept until something
  /// changes.
  func archiveGroups(_ library: Library) throws -> [ArchiveGroupAnswer] {
    try visual.value(at: try library.reader.changeCount()) {
      try library.findVisualDuplicates().groups.map { ArchiveGroupAnswer($0) }
    }
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
