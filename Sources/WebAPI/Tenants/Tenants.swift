internal import Core
internal import Engine
internal import HTTPKit

/// The libraries of a server's users that are open: each is opened by the first request of its user,
/// once however many come at the same time, and closed when others need its place or nobody used it
/// for a while — never while a request, a stream or a job of it goes on.
actor Tenants {
  private enum Place {
    case opening(Task<Void, any Error>)
    case open(OpenTenant)
    case closing(Task<Void, Never>)
  }

  private let libraries: TenantLibraries
  private let rules: TenantRules
  private let parts: ServerParts
  /// Opens a user's library and starts what runs in it.
  private let openAPI: @Sendable (_ user: String) async throws -> API
  /// By the name of the user's folder: texts that only look the same are equal to Swift.
  private var places: [String: Place] = [:]
  /// What the libraries held that were open since the start, also of those that are closed.
  private var facts: [String: LibraryFacts] = [:]
  private var openedCount = 0
  private var isStopping = false
  private var keeper: Task<Void, Never>?

  /// How often every library is opened once, for work that is due or was left.
  private static let round = Duration.seconds(6 * 3_600)

  /// - Parameter objects: the bucket that all share, each below a prefix.
  init(
    below house: Library, _ rules: TenantRules, _ parts: ServerParts, _ front: APIFront,
    _ objects: ObjectPlace?
  ) {
    let libraries = TenantLibraries(in: house)
    self.libraries = libraries
    self.rules = rules
    self.parts = parts
    openAPI = { user in
      let library = try await parts.decoders.run {
        let library = try libraries.library(of: user)
        do {
          if let shelf = parts.models.shelf { try library.followModel(of: house, from: shelf) }
        } catch {
          // Words are searched all the same, and the next opening tries again.
          parts.log(FailureLine.text(of: error, "use the model of the server"))
        }
        return library
      }
      let api = API(
        of: library, parts, front, objects: objects, places: rules.places(of: user))
      try await api.start()
      return api
    }
  }

  // MARK: Using

  /// A user's library, opened when it is not open.
  ///
  /// - Throws: ``HTTPProblem`` 503 when all that are open are in use, or the server is stopping; what
  ///   the opening throws.
  func lease(of user: String) async throws -> TenantLease {
    let name = TenantLibraries.name(of: user)
    while true {
      guard !isStopping else {
        throw HTTPProblem(.serviceUnavailable, type: "stopping", detail: "The server is stopping.")
      }
      switch places[name] {
      case .open(let tenant): return TenantLease(tenant)
      case .opening(let task): try await task.value
      case .closing(let task): await task.value
      case nil:
        if places.count < rules.openLimit {
          places[name] = .opening(Task { try await self.open(user, name) })
        } else {
          try await makeRoom()
        }
      }
    }
  }

  private func open(_ user: String, _ name: String) async throws {
    do {
      places[name] = .open(OpenTenant(try await openAPI(user)))
      openedCount += 1
    } catch {
      places[name] = nil
      throw error
    }
  }

  // MARK: Closing

  private var idle: [(name: String, tenant: OpenTenant)] {
    places.compactMap { name, place in
      if case .open(let tenant) = place, tenant.isIdle { (name, tenant) } else { nil }
    }
  }

  /// Closes the library that was used longest ago.
  private func makeRoom() async throws {
    if let oldest = idle.min(by: { $0.tenant.lastUsed < $1.tenant.lastUsed }) {
      return await close(oldest.name, oldest.tenant).value
    }
    for case .closing(let task) in places.values { return await task.value }
    throw HTTPProblem(
      .serviceUnavailable, type: "busy",
      detail: "More users ask at once than this server keeps libraries open for.",
      fields: ["Retry-After": "5"])
  }

  /// Closes what nobody used for a while.
  func closeIdle(at time: ContinuousClock.Instant = .now) async {
    for (name, tenant) in idle where tenant.lastUsed.advanced(by: rules.idleTime) <= time {
      await close(name, tenant).value
    }
  }

  /// Nobody gets it from here on; who asks waits, and opens it anew.
  private func close(_ name: String, _ tenant: OpenTenant) -> Task<Void, Never> {
    let task = Task {
      if let known = try? await tenant.api.ownFacts() { facts[name] = known }
      await tenant.api.stop()
      places[name] = nil
    }
    places[name] = .closing(task)
    return task
  }

  // MARK: Looking

  /// Libraries that are open, and how often one was opened since the start.
  var counts: (open: Int, opened: Int) {
    (places.values.count { if case .open = $0 { true } else { false } }, openedCount)
  }

  /// The APIs of the libraries that are open.
  var apis: [API] {
    places.values.compactMap { if case .open(let tenant) = $0 { tenant.api } else { nil } }
  }

  /// What all libraries hold that were open since the start; which soon are all.
  func allFacts() async -> [LibraryFacts] {
    for (name, place) in places {
      guard case .open(let tenant) = place else { continue }
      let lease = TenantLease(tenant)
      if let known = try? await tenant.api.ownFacts() { facts[name] = known }
      withExtendedLifetime(lease) {}
    }
    return Array(facts.values)
  }

  // MARK: Keeping

  /// Opens every library once in a while, for jobs that an earlier server left and those that are due,
  /// and closes what nobody uses.
  func start() {
    keeper = Task { [weak self, pause = rules.pause] in
      var visited: ContinuousClock.Instant?
      while !Task.isCancelled {
        if visited.map({ $0.duration(to: .now) > Self.round }) ?? true {
          await self?.visit()
          visited = .now
        }
        try? await Task.sleep(for: pause)
        await self?.closeIdle()
      }
    }
  }

  private func visit() async {
    let libraries = libraries
    guard var users = try? await parts.pool.run({ try libraries.users() }) else { return }
    while !Task.isCancelled, let user = users.popLast() {
      do {
        _ = try await lease(of: user)
      } catch let problem as HTTPProblem where problem.status == .serviceUnavailable {
        // All that are open are in use.
        users.append(user)
        try? await Task.sleep(for: rules.pause)
      } catch {
        parts.log(FailureLine.text(of: error, "open the library of a user"))
      }
    }
  }

  /// Stops all jobs, to be gone on with, ends streams of events and closes everything.
  func stop() async {
    isStopping = true
    keeper?.cancel()
    while !places.isEmpty {
      for (name, place) in places {
        if case .open(let tenant) = place { _ = close(name, tenant) }
      }
      for place in places.values {
        switch place {
        case .opening(let task): _ = try? await task.value
        case .closing(let task): await task.value
        case .open: break
        }
      }
    }
  }
}
