internal import Core
internal import HTTPKit
internal import Synchronization

/// A user's library while it is open.
final class OpenTenant: Sendable {
  private struct State {
    var uses = 0
    var lastUsed = ContinuousClock.now
  }

  let api: API
  private let handlers: [String: HTTPHandler]
  private let state = Mutex(State())

  init(_ api: API) {
    self.api = api
    handlers = Dictionary(
      uniqueKeysWithValues: api.libraryRoutes.map { ($0.name, $0.handler) })
  }

  /// Whether nobody uses it and no job runs in it or will by itself.
  var isIdle: Bool { state.withLock { $0.uses == 0 } && api.jobs.isResting }
  var lastUsed: ContinuousClock.Instant { state.withLock(\.lastUsed) }

  fileprivate func began() { state.withLock { $0.uses += 1 } }

  fileprivate func ended() {
    state.withLock { state in
      state.uses -= 1
      state.lastUsed = .now
    }
  }

  fileprivate func handler(of route: String) throws(HTTPProblem) -> HTTPHandler {
    guard let handler = handlers[route] else {
      throw HTTPProblem.notFound("There is no such route for users.")
    }
    return handler
  }
}

/// Keeps a user's library open until it is gone.
final class TenantLease: Sendable {
  let tenant: OpenTenant

  init(_ tenant: OpenTenant) {
    self.tenant = tenant
    tenant.began()
  }

  deinit { tenant.ended() }

  /// What the user's own library answers. A stream holds the lease until it has ended.
  func answer(_ route: String, _ request: HTTPRequest) async throws -> HTTPResponse {
    var response = try await tenant.handler(of: route)(request)
    if case .stream(let produce) = response.body {
      response.body = .stream { [self] writer in
        try await produce(writer)
        withExtendedLifetime(self) {}
      }
    }
    return response
  }
}
