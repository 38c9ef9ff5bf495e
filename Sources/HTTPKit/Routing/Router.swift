/// Finds the route for a request. Built once; a lookup compares the path with the patterns of its
/// number of segments.
package struct Router: Sendable {
  private let routes: [Route]
  private let bySegmentCount: [Int: [Route]]
  private let open: [Route]
  private let fallback: Route?
  private let reserved: Set<String>

  /// - Parameters:
  ///   - fallback: answers GET where no route does, whatever its pattern.
  ///   - reserved: first names of paths that it never answers.
  package init(_ routes: [Route], fallback: Route? = nil, reserved: Set<String> = []) {
    self.fallback = fallback
    self.reserved = reserved
    let ordered = routes.enumerated().sorted { one, other in
      let (first, second) = (one.element.pattern.rank, other.element.pattern.rank)
      return first == second ? one.offset < other.offset : first.lexicographicallyPrecedes(second)
    }.map(\.element)
    var seen: Set<String> = []
    for route in routes {
      let key = "\(route.method) \(route.pattern.segments.map(Self.shape))"
      precondition(seen.insert(key).inserted, "two routes for \(route.method) \(route.pattern)")
    }
    self.routes = ordered
    open = ordered.filter {
      $0.pattern.segments.contains { if case .rest = $0 { true } else { false } }
    }
    bySegmentCount = Dictionary(
      grouping: ordered.filter { route in
        !route.pattern.segments.contains { if case .rest = $0 { true } else { false } }
      }, by: \.pattern.segments.count)
  }

  private static func shape(_ segment: RoutePattern.Segment) -> String {
    switch segment {
    case .literal(let text): "=" + text
    case .parameter: "{}"
    case .rest: "{...}"
    }
  }

  package enum Finding: Sendable {
    case route(Route, [String: String])
    /// The path is known, but not with this method.
    case otherMethods([HTTPMethod])
    case nothing
  }

  /// A HEAD request takes the route of GET where it has none of its own. Where a pattern names a
  /// segment, no other takes it for a parameter, whatever the method: `/images/ingest` is no image.
  package func find(_ method: HTTPMethod, _ path: [String]) -> Finding {
    var methods: [HTTPMethod] = []
    var fallback: (Route, [String: String])?
    var rank: [Int]?
    for route in (bySegmentCount[path.count] ?? []) + open {
      guard rank == nil || rank == route.pattern.rank, let values = route.pattern.match(path)
      else { continue }
      rank = route.pattern.rank
      if route.method == method { return .route(route, values) }
      if method == .head, route.method == .get, fallback == nil { fallback = (route, values) }
      if !methods.contains(route.method) { methods.append(route.method) }
    }
    if let fallback { return .route(fallback.0, fallback.1) }
    if methods.isEmpty { return .nothing }
    if methods.contains(.get) { methods.append(.head) }
    return .otherMethods((methods + [.options]).sorted { $0.rawValue < $1.rawValue })
  }

  /// Bytes of content that the route for a request accepts; the default where there is no route.
  package func bodyLimit(_ method: HTTPMethod, _ path: [String]) -> Int64 {
    if case .route(let route, _) = find(method, path) { return route.bodyLimit }
    return 1 << 16
  }

  /// Answers a request, or says why not.
  ///
  /// - Throws: ``HTTPProblem`` 404 and 405; what the handler throws.
  package func respond(to request: HTTPRequest) async throws -> HTTPResponse {
    switch find(request.method, request.target.segments) {
    case .route(let route, let parameters):
      var request = request
      request.parameters = parameters
      request.facts[RouteTaken.self] = RouteTaken(
        name: route.name, pattern: route.pattern.description)
      request.facts[RouteReport.self]?.taken(route)
      if let length = request.body.length, length > route.bodyLimit {
        throw HTTPProblem.tooLarge(limit: Int(route.bodyLimit))
      }
      return try await route.respond(to: request)
    case .otherMethods(let methods):
      // The path is a view of the app for those who look, and a route for programs.
      let looks = request.fields["Accept"]?.contains("text/html") == true
      if looks, let fallback = fallback(for: request) { return try await take(fallback, request) }
      let list = methods.map(\.rawValue).joined(separator: ", ")
      if request.method == .options { return HTTPResponse(.noContent, ["Allow": list]) }
      throw HTTPProblem(
        .methodNotAllowed, type: "method-not-allowed",
        detail: "\(request.target.path) answers \(list).", fields: ["Allow": list])
    case .nothing:
      if let fallback = fallback(for: request) { return try await take(fallback, request) }
      throw HTTPProblem.notFound("There is nothing at \(request.target.path).")
    }
  }

  private func fallback(for request: HTTPRequest) -> Route? {
    guard request.method == .get || request.method == .head,
      !reserved.contains(request.target.segments.first ?? "")
    else { return nil }
    return fallback
  }

  private func take(_ route: Route, _ request: HTTPRequest) async throws -> HTTPResponse {
    request.facts[RouteReport.self]?.taken(route)
    return try await route.respond(to: request)
  }
}
