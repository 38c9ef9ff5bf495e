internal import Core
internal import Engine
internal import HTTPKit

/// Answers what is asked of the object store, below `/s3`: its requests prove by their signatures who
/// sends them, so they need none of the marks by which pages of other sites are kept out, and what
/// goes wrong is told in XML, as S3's clients expect it.
struct ObjectDoor: HTTPMiddleware {
  /// The first name of the paths.
  static let name = "s3"

  private let store: BucketStore
  private let keys: SigningKeys
  private let router: Router
  private let now: @Sendable () -> SigningTime
  private let problem: @Sendable (any Error, HTTPRequest) -> HTTPProblem

  /// - Parameter problem: turns an error into one that can be told, and logs it.
  init(
    store: BucketStore, keys: SigningKeys, api: API,
    now: @escaping @Sendable () -> SigningTime = { .now },
    problem: @escaping @Sendable (any Error, HTTPRequest) -> HTTPProblem
  ) {
    self.store = store
    self.keys = keys
    self.now = now
    self.problem = problem
    router = Router(
      BucketRoutes(store: store, api: api).all + ObjectRoutes(store: store, api: api).all
        + PartRoutes(store: store, api: api).all)
  }

  func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    guard request.target.segments.first == Self.name else { return try await next(request) }
    let id = request.facts[RequestID.self]?.text ?? ""
    var response: HTTPResponse
    do {
      response = try await answer(request)
    } catch {
      response = told(error, request).response(requestID: id, resource: request.target.path)
    }
    response.fields["x-amz-request-id"] = id
    // Whatever somebody stored must not act as a page of this server.
    response.fields["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
  }

  private func answer(_ request: HTTPRequest) async throws -> HTTPResponse {
    var request = request
    // Signed before anything is looked up, so that nothing is told to who may not ask.
    request.facts[SignedRequest.self] = try SignedRequest(request, keys: keys, now: now())
    let segments = request.target.segments
    if segments.count > 1, !segments[1].isEmpty, segments[1] != store.name {
      throw ObjectProblem.noSuchBucket
    }
    let router = router
    return try await Revalidation().respond(to: request) { try await router.respond(to: $0) }
  }

  private func told(_ error: any Error, _ request: HTTPRequest) -> ObjectProblem {
    if let error = error as? ObjectProblem { return error }
    if let error = error as? BucketStore.PartsProblem { return ObjectProblem(error) }
    let told = error as? HTTPProblem ?? problem(error, request)
    switch told.status {
    case .insufficientStorage: return .diskFull
    case .notFound: return .noSuchKey
    case .contentTooLarge: return .tooLarge
    case .rangeNotSatisfiable: return ObjectProblem(told.status, "InvalidRange", told.detail)
    case .methodNotAllowed: return ObjectProblem(told.status, "MethodNotAllowed", told.detail)
    case .tooManyRequests: return ObjectProblem(.serviceUnavailable, "SlowDown", told.detail)
    case .serviceUnavailable:
      return ObjectProblem(.serviceUnavailable, "ServiceUnavailable", told.detail)
    case let status where status.code < 500:
      return ObjectProblem(status, "InvalidRequest", told.detail)
    case let status: return ObjectProblem(status, "InternalError", told.detail)
    }
  }
}

extension ObjectProblem {
  init(_ problem: BucketStore.PartsProblem) {
    switch problem {
    case .noSuchUpload: self = .noSuchUpload
    case .invalidPart:
      self.init(.badRequest, "InvalidPart", "A part that is named did not come, or is another.")
    case .notInOrder:
      self.init(.badRequest, "InvalidPartOrder", "The parts are not in the order of their numbers.")
    case .tooSmall:
      self.init(
        .badRequest, "EntityTooSmall",
        "Every part but the last has at least \(BucketStore.partMinimum) bytes.")
    case .tooLarge: self = .tooLarge
    case .tooManyUploads:
      self.init(.serviceUnavailable, "SlowDown", "Too many objects are coming in parts already.")
    }
  }
}
