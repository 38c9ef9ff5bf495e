internal import Accounts
internal import Core
internal import Engine
internal import HTTPKit
internal import Synchronization

/// Notes every request that names a picture, changes something or needs to be an administrator's, with
/// who asked and how it went. The pictures are those that the request names, and those of the answer, as
/// it leaves.
///
/// Around everything that answers, below what packs answers.
struct AuditRecord: HTTPMiddleware {
  let keeper: AuditKeeper
  let router: Router
  /// Whose pictures are meant where a wrong password is given.
  let user: String
  let clock: @Sendable () -> Int64

  /// Asked for every few seconds by programs that watch the server; they name no picture.
  private static let unnoted: Set<String> = ["metrics"]

  func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    guard keeper.choice != .off, let report = request.facts[RouteReport.self] else {
      return try await next(request)
    }
    var response = try await next(request)
    // Who asks too often would fill the log with it.
    guard response.status != .tooManyRequests, let who = who(report, response.status),
      let action = action(request, report)
    else { return response }
    var scanner = ImageIDScanner()
    scanImages(askedFor: request, report, with: &scanner)
    let entry = AuditEntry(
      at: clock(), user: who.user, proof: who.proof, key: who.key, peer: request.peer,
      method: request.method.rawValue, action: action, status: response.status.code,
      requestID: request.facts[RequestID.self]?.text)
    switch response.body {
    case .bytes(let bytes) where tellsOfPictures(request, response): scanner.read(bytes)
    case .stream(let produce) where tellsOfPictures(request, response):
      let begun = scanner
      // When the last piece has left: then it is known what it was.
      response.body = .stream { [keeper] writer in
        let listener = ListeningWriter(writer, begun)
        defer { Self.note(entry, listener.scanner, keeper) }
        try await produce(listener)
      }
      return response
    default: break
    }
    guard scanner.isAnything || !request.method.isSafe || needsAdministrator(request) else {
      return response
    }
    Self.note(entry, scanner, keeper)
    // Whoever was told that something changed finds it in the log, whatever happens next. Searches are
    // not held up by it.
    if RequestKind.of(route(request)) == .write { await keeper.flush() }
    return response
  }

  private static func note(
    _ entry: AuditEntry, _ scanner: ImageIDScanner, _ keeper: AuditKeeper
  ) {
    var (entry, scanner) = (entry, scanner)
    scanner.finish()
    (entry.images, entry.imageCount) = (scanner.images, scanner.count)
    keeper.log.add(entry)
  }

  // MARK: Who and what

  private struct Asker {
    var user: String
    var proof: AuditEntry.Proof
    var key: String?
  }

  /// - Returns: `nil` where it is not noted: strangers cannot fill the log, and neither does who is
  ///   alone on the machine.
  private func who(_ report: RouteReport, _ status: HTTPStatus) -> Asker? {
    guard let principal = report.principal else {
      if report.name == "signIn", status == .unauthorized {
        return Asker(user: user, proof: .none)
      }
      let isObject = report.pattern?.hasPrefix("/" + ObjectDoor.name) == true
      return isObject ? Asker(user: user, proof: .signature) : nil
    }
    let proof: AuditEntry.Proof =
      switch principal.proof {
      case .local: .local
      case .token: .token
      case .key: .key
      case .session: .session
      }
    guard proof != .local || keeper.choice == .on else { return nil }
    return Asker(user: principal.owner, proof: proof, key: principal.name)
  }

  /// The route's name; that of the route that would have answered where the scope was too small.
  private func action(_ request: HTTPRequest, _ report: RouteReport) -> String? {
    let name = report.name ?? route(request)?.name
    return name.flatMap { Self.unnoted.contains($0) ? nil : $0 }
  }

  private func route(_ request: HTTPRequest) -> Route? {
    guard case .route(let route, _) = router.find(request.method, request.target.segments) else {
      return nil
    }
    return route
  }

  /// The pictures that a request names: in its path, its query, and the document that it sends.
  private func scanImages(
    askedFor request: HTTPRequest, _ report: RouteReport, with scanner: inout ImageIDScanner
  ) {
    let path = request.target.path
    if path.hasPrefix("/api/images/") {
      for image in request.target.segments.compactMap({ ULID($0) }) { scanner.add(image) }
    }
    if let image = request.target.value(of: "image_id").flatMap({ ULID($0) }) { scanner.add(image) }
    // A password may look like anything.
    guard !path.hasPrefix("/api/session") else { return }
    guard report.content != .null else { return }
    scanner.read(JSONText.bytes(report.content))
    scanner.finish()
  }

  private func needsAdministrator(_ request: HTTPRequest) -> Bool {
    route(request)?.access.scope == .admin
  }

  /// The ids of jobs look alike, and so do those in the log itself: reading it is no look at pictures.
  private func tellsOfPictures(_ request: HTTPRequest, _ response: HTTPResponse) -> Bool {
    guard response.status.code < 300, response.status != .accepted else { return false }
    let type = response.fields["Content-Type"] ?? ""
    let path = request.target.path
    return ["json", "csv"].contains { type.contains($0) } && !path.hasPrefix("/api/jobs")
      && !path.hasPrefix("/api/audit")
  }
}

extension ImageIDScanner {
  /// Whether a picture was told of, also by the last word.
  fileprivate var isAnything: Bool {
    var copy = self
    copy.finish()
    return copy.count > 0
  }
}

/// Reads along.
private final class ListeningWriter: ResponseWriter {
  private let writer: any ResponseWriter
  private let state: Mutex<ImageIDScanner>

  init(_ writer: any ResponseWriter, _ begun: ImageIDScanner) {
    self.writer = writer
    state = Mutex(begun)
  }

  var scanner: ImageIDScanner { state.withLock { $0 } }

  func write(_ bytes: [UInt8]) async throws {
    state.withLock { $0.read(bytes) }
    try await writer.write(bytes)
  }
}
