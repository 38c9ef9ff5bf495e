import Core
import Engine
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// Where tokens are asked for, no route is reached without one of the scope that it declares.
@Suite struct AccessTests {
  /// Whoever adds a route without any scope has to say so here.
  private static let open = ["health", "readiness", "openapi", "session", "signIn", "signOut"]

  @Test func everyOtherRouteNeedsAToken() async throws {
    let server = try TokenServer(ServedLibrary())
    #expect(
      server.api.routes.filter { $0.access == .open }.map(\.name).sorted() == Self.open.sorted())
    for route in server.api.routes {
      let methods = route.method == .get ? [.get, .head] : [route.method]
      for method in methods {
        let answer = try await server.send(method, TokenServer.path(of: route))
        if Self.open.contains(route.name) {
          let expected = ["signIn": 422, "signOut": 204][route.name] ?? 200
          #expect(answer.status.code == expected, "\(route.name)")
        } else {
          #expect(answer.status == .unauthorized, "\(method) \(route.name)")
          #expect(answer.fields["WWW-Authenticate"] == "Bearer realm=\"semblance\"")
        }
      }
    }
  }

  @Test func aSmallerScopeIsRefusedByName() async throws {
    let server = try TokenServer(ServedLibrary())
    for route in server.api.routes {
      guard let needed = route.access.scope else { continue }
      for scope in AccessScope.allCases where scope < needed {
        let answer = try await server.send(
          route.method, TokenServer.path(of: route), token: TokenServer.token(scope.word))
        #expect(answer.status == .forbidden, "\(route.name) with \(scope.word)")
        let challenge = answer.fields["WWW-Authenticate"] ?? ""
        #expect(challenge.contains("insufficient_scope"), "\(route.name)")
        #expect(challenge.contains("scope=\"\(needed.word)\""), "\(route.name)")
      }
      for token in [TokenServer.token(nil), TokenServer.token("photos readwrite Admin")] {
        let answer = try await server.send(
          route.method, TokenServer.path(of: route), token: token)
        #expect(answer.status == .forbidden, "\(route.name) without a scope")
      }
    }
  }

  /// What reads needs to read, what changes to write; the machine's own is for who administers it.
  @Test func routesDeclareWhatTheyDo() throws {
    let readers = ["search", "searchSimilar", "searchCluster", "aliasSearch", "aliasSearchImage"]
    let administered = [
      "metrics", "settings", "changeSettings", "folders", "addFolder", "scan", "aliasScan", "keys",
      "makeKey", "revokeKey", "audit", "pauseJobs", "resumeJobs",
    ]
    for route in try ServedLibrary().api.routes where !Self.open.contains(route.name) {
      let expected: AccessScope =
        administered.contains(route.name)
        ? .admin : route.method.isSafe || readers.contains(route.name) ? .read : .write
      #expect(route.access == .scope(expected), "\(route.name)")
    }
  }

  @Test func aTokenOpensWhatItsScopeSays() async throws {
    let server = try TokenServer(ServedLibrary())
    for (scope, method, target, status) in [
      ("read", .get, "/api/images", 200), ("read", .head, "/api/images", 200),
      ("read", .post, "/api/search", 200), ("write", .get, "/api/images", 200),
      ("write read", .post, "/api/duplicates/search", 202), ("admin", .get, "/metrics", 200),
      ("read admin", .get, "/api/settings", 200), ("read", .get, "/api/nothing", 404),
    ] as [(String, HTTPMethod, String, Int)] {
      let answer = try await server.send(
        method, target, token: TokenServer.token(scope), body: Array("{}".utf8))
      #expect(answer.status.code == status, "\(scope) \(method) \(target)")
    }
    await server.api.stop()
  }

  @Test func whatIsNoTrueTokenOfTheUserIsRefused() async throws {
    let server = try TokenServer(ServedLibrary())
    let good = TokenServer.token("admin")
    for field in [
      "", "Bearer", "Bearer ", "Bearer x", "Basic YWRhOmFkYQ==", good, "Bearer \(good)x",
      "Bearer \(good), Bearer \(good)", "Bearer \(good) \(good)",
      "Bearer \(TokenServer.token("admin", expires: -61))",
    ] {
      let answer = try await server.send(.get, "/api/images", ["Authorization": field])
      #expect(answer.status == .unauthorized, "\(field)")
      #expect(answer.fields["WWW-Authenticate"]?.contains("invalid_token") == true, "\(field)")
    }
    for user in ["eve", "Ada", "ada ", "ada\u{301}"] {
      let answer = try await server.send(
        .get, "/api/images", token: TokenServer.token("admin", of: user))
      #expect(answer.status == .forbidden, "\(user)")
    }
    #expect(try await server.send(.get, "/api/images", token: good).status == .ok)
    let lower = try await server.send(.get, "/api/images", ["Authorization": "bearer \(good)"])
    #expect(lower.status == .ok)
  }

  /// A token in a query would stand in logs and histories.
  @Test func tokensElsewhereDoNotCount() async throws {
    let server = try TokenServer(ServedLibrary())
    let good = TokenServer.token("admin")
    for (target, fields) in [
      ("/api/images?access_token=\(good)", [:]), ("/api/images", ["Cookie": "token=\(good)"]),
      ("/api/images", ["X-API-Key": good]),
    ] as [(String, HTTPFields)] {
      #expect(try await server.send(.get, target, fields).status == .unauthorized)
    }
  }

  @Test func theWebAppIsNotOffered() async throws {
    let server = try TokenServer(ServedLibrary())
    let answer = try await server.send(.get, "/")
    guard case .bytes(let bytes) = answer.body else { return #expect(Bool(false)) }
    #expect(answer.status == .notFound)
    #expect(String(decoding: bytes, as: UTF8.self).contains("cannot sign in"))
  }

  /// A change that was answered once is answered again only to whoever made it.
  @Test func aKeptAnswerIsItsCallersOwn() async {
    struct Door: Authenticator {
      func principal(of request: HTTPRequest) -> Principal? {
        request.fields["X-User"].map { Principal(owner: $0, scope: .admin, proof: .token) }
      }
    }
    let route = Route(.post, "/change", name: "change") { request in
      .text(request.facts[Principal.self]?.owner ?? "nobody")
    }
    let router = Router([route])
    let application = HTTPApplication(
      router: router,
      middleware: [AccessCheck(router: router, authenticator: Door()), Idempotency()])
    // Two users whose names look the same, and two whose name and key are the same words together.
    for (user, key) in [
      ("ada", "1"), ("eve", "1"), ("ada", "1"), ("zo\u{EB}", "1"), ("zoe\u{308}", "1"),
      ("a b", "1"), ("b", "1 a"), ("a", "b 1"),
    ] {
      let answer = await application.respond(
        to: HTTPRequest(
          method: .post, target: RequestTarget("/change")!,
          fields: ["X-User": user, "Idempotency-Key": key]))
      guard case .bytes(let bytes) = answer.body else { return #expect(Bool(false)) }
      #expect(bytes == Array(user.utf8))
    }
  }
}
