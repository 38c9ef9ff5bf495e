import Core
import Engine
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// A server of many users, each of whom has a library, as those meet it who have tokens.
final class TenantServer: Sendable {
  let folder: TemporaryFolder
  let house: Library
  let api: API
  private let application: HTTPApplication

  /// - Parameter roots: folders below that of the server, which users may look into.
  init(
    in known: TemporaryFolder? = nil, roots: [(user: String, name: String)] = [],
    _ change: (inout TenantRules) -> Void = { _ in }
  ) throws {
    folder = try known ?? TemporaryFolder()
    house = try Library(at: folder.path.appending("library"))
    var rules = TenantRules()
    for root in roots {
      try rules.admit(folder.path.appending("\(root.name)"), for: root.user, besides: house)
    }
    change(&rules)
    api = API(
      library: house, hosts: nil, authenticator: try TokenServer.door(for: nil),
      objects: try ObjectPlace(in: house, keys: ServedLibrary.keys), tenants: rules
    ) { _ in }
    application = api.application
  }

  /// The folder of a user's library.
  func place(of user: String) -> FilePath {
    house.folder.appending("tenants").appending("\(TenantLibraries.name(of: user))")
  }

  func respond(
    _ method: HTTPMethod, _ target: String, as user: String?, scope: String = "admin",
    _ fields: HTTPFields = [:], body: [UInt8] = []
  ) async throws -> HTTPResponse {
    await application.respond(
      to: try TokenServer.request(
        method, target, token: user.map { TokenServer.token(scope, of: $0) }, fields, body: body))
  }

  func send(
    _ method: HTTPMethod, _ target: String, as user: String?, scope: String = "admin",
    _ fields: HTTPFields = [:], body: [UInt8] = []
  ) async throws -> ServedLibrary.Answer {
    try await ServedLibrary.collected(
      respond(method, target, as: user, scope: scope, fields, body: body))
  }

  func client(_ user: String) -> TenantClient { TenantClient(server: self, user: user) }

  /// A number of the page of metrics.
  func metric(_ name: String) async throws -> Int {
    let page = try await send(.get, "/metrics", as: "operator")
    let line = page.text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
    return try #require(line.flatMap { Int($0.split(separator: " ").last ?? "") }, "\(name)")
  }
}

/// A user of such a server.
struct TenantClient: Sendable {
  let server: TenantServer
  let user: String

  func get(_ target: String) async throws -> ServedLibrary.Answer {
    try await server.send(.get, target, as: user)
  }

  func json(_ target: String) async throws -> JSONValue {
    let answer = try await get(target)
    #expect(answer.status == 200, "\(target): \(answer.text)")
    return try answer.json
  }

  @discardableResult
  func post(
    _ target: String, _ body: JSONValue, method: HTTPMethod = .post
  ) async throws -> ServedLibrary.Answer {
    try await server.send(method, target, as: user, body: JSONText.bytes(body))
  }

  /// Sends pictures as a form; their ids.
  @discardableResult
  func upload(_ files: [(name: String, bytes: [UInt8])]) async throws -> [String] {
    let answer = try await server.send(
      .post, "/api/images", as: user, Self.formFields, body: Self.form(files))
    let results = try answer.json["results"]?.elements ?? []
    #expect(results.allSatisfy { $0["ok"] == true }, "\(answer.text)")
    return results.compactMap { $0["id"]?.text }
  }

  static let formFields: HTTPFields = [
    "Content-Type": "multipart/form-data; boundary=x", "X-Semblance": "1",
  ]

  static func form(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    files.flatMap { file in
      Array(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(file.name)\"\r\n\r\n"
          .utf8) + file.bytes + Array("\r\n".utf8)
    } + Array("--x--\r\n".utf8)
  }

  /// Sends a picture to the bucket; its key.
  func sent(_ bytes: [UInt8], named name: String = "x.bmp") async throws -> String {
    let wish = try await post("/api/images/presign", ["file_name": .string(name)]).json
    let url = try #require(wish["url"]?.text)
    let target = String(url.dropFirst("http://photos.example".count))
    let put = try await server.send(
      .put, target, as: nil, ["Content-Type": "image/bmp"], body: bytes)
    #expect(put.status == 200, "\(put.text)")
    return try #require(wish["key"]?.text)
  }

  func ingest(
    _ key: String, _ more: [JSONValue.Member] = []
  ) async throws -> ServedLibrary.Answer {
    try await post(
      "/api/images/ingest",
      .object([.init("bucket", "images"), .init("key", .string(key))] + more))
  }

  /// Waits until no job runs or waits.
  func rest() async throws { _ = try await get("/api/jobs/events?until=idle") }

  /// The groups of a kind in the latest search.
  func groups(_ kind: String) async throws -> [JSONValue] {
    try await json("/api/duplicates?kind=\(kind)&limit=200")["groups"]?.elements ?? []
  }
}
