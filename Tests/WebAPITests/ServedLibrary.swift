import Core
import Engine
import Foundation
import HTTPKit
import Synchronization
import TestSupport
import Testing
import WebAPI

#if canImport(Glibc)
  import Glibc
#endif

/// How requests reach the API: the same tests go both ways.
enum Way: CaseIterable {
  case inProcess, socket
}

/// A library of four drawn pictures and its API: `a` is there twice, and one is `b` in a mirror.
final class ServedLibrary: Sendable {
  let folder: TemporaryFolder
  let library: Library
  let api: API
  private let application: HTTPApplication
  let lines = LineList()
  private let server: HTTPServer?

  var pictures: FilePath { folder.path.appending("pictures") }

  /// The keys of the library's own object store.
  static let keys = SigningKeys(access: "TESTKEY", secret: "a secret of the tests")

  init(
    _ way: Way = .inProcess, web: StaticFolder? = nil, objects: ObjectPlace? = nil,
    scanner: VirusScanner? = nil, models: ModelShelf? = nil
  ) throws {
    folder = try TemporaryFolder()
    for (name, seed) in [("a", 1), ("b", 2), ("sub/a copy", 1), ("c", 3)] as [(String, UInt64)] {
      try folder.write(DrawnPicture.bitmap(seed: seed), to: "pictures/\(name).bmp")
    }
    try folder.write(
      DrawnPicture.bitmap(seed: 2, isMirrored: true), to: "pictures/b mirrored.bmp")
    try folder.write(Array("no picture".utf8), to: "pictures/broken.jpg")
    library = try Library(
      at: folder.path.appending("library"), trash: TrashCan(home: folder.path.appending("trash")))
    try library.index([folder.path.appending("pictures")])
    _ = try library.findDuplicates()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "more/inner"), withIntermediateDirectories: true)
    api = API(
      library: library, web: web, models: models,
      objects: try objects ?? ObjectPlace(in: library, keys: Self.keys), scanner: scanner,
      roots: [folder.path.appending("more")]
    ) { [lines] in lines.add($0) }
    application = api.application
    server = way == .socket ? try HTTPServer(application) : nil
  }

  /// Another library as it is, in process.
  init(library: Library) throws {
    folder = try TemporaryFolder()
    self.library = library
    api = API(library: library, objects: try ObjectPlace(in: library, keys: Self.keys)) {
      [lines] in lines.add($0)
    }
    application = api.application
    server = nil
  }

  deinit {
    guard let server else { return }
    // Not waited for: a test's thread may be the one that the server needs to stop.
    Task.detached { await server.stop(grace: .milliseconds(100)) }
  }

  // MARK: Asking

  struct Answer {
    var status: Int
    var fields: HTTPFields
    var bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var json: JSONValue {
      get throws { try JSONValue(parsing: bytes) }
    }
  }

  /// Sends a request; a JSON answer of success must be what the route declares.
  func send(
    _ method: HTTPMethod, _ target: String, _ fields: HTTPFields = [:], body: [UInt8] = []
  ) async throws -> Answer {
    var fields = fields
    if fields["Host"] == nil { fields["Host"] = host }
    let answer: Answer
    if let server {
      answer = try await Self.sent(server.port, method, target, fields, body)
    } else {
      answer = try await Self.collected(
        application.respond(
          to: HTTPRequest(
            method: method, target: try #require(RequestTarget(target)), fields: fields,
            body: RequestBody(body))))
    }
    try holdAgainstDeclaration(answer, method, target)
    return answer
  }

  var host: String { server.map { "127.0.0.1:\($0.port)" } ?? "localhost" }

  func get(_ target: String, _ fields: HTTPFields = [:]) async throws -> Answer {
    try await send(.get, target, fields)
  }

  func json(_ target: String) async throws -> JSONValue {
    let answer = try await get(target)
    #expect(answer.status == 200, "\(target): \(answer.text)")
    return try answer.json
  }

  func post(
    _ target: String, _ body: JSONValue, method: HTTPMethod = .post
  ) async throws -> Answer {
    try await send(
      method, target, ["Content-Type": "application/json"], body: JSONText.bytes(body))
  }

  /// The ids of the pictures by the names of their first files.
  func ids() async throws -> [String: String] {
    var ids: [String: String] = [:]
    for item in try await json("/api/images")["items"]?.elements ?? [] {
      ids[item["name"]?.text ?? ""] = item["id"]?.text
    }
    return ids
  }

  /// The jobs, the newest first, when none runs or waits any more.
  @discardableResult
  func jobsAtRest() async throws -> [JSONValue] {
    _ = try await get("/api/jobs/events?until=idle")
    return try await json("/api/jobs")["jobs"]?.elements ?? []
  }

  /// The group of a kind in the latest search.
  func group(_ kind: String) async throws -> JSONValue {
    let groups = try await json("/api/duplicates?kind=\(kind)")["groups"]?.elements ?? []
    return try #require(groups.first, "no group of kind \(kind)")
  }

  private func holdAgainstDeclaration(
    _ answer: Answer, _ method: HTTPMethod, _ target: String
  ) throws {
    guard (200..<300).contains(answer.status),
      answer.fields["Content-Type"] == "application/json",
      case .route(let route, _) = Router(api.routes)
        .find(method, try #require(RequestTarget(target)).segments)
    else { return }
    let declared = try #require(
      route.answers.first { $0.status.code == answer.status && $0.shape != nil },
      "\(route.name) does not declare \(answer.status)")
    #expect(throws: Never.self, "\(method) \(target)") {
      do { try declared.shape?.check(try answer.json) } catch let problem as HTTPProblem {
        Issue.record("\(method) \(target): \(problem.detail)")
      }
    }
  }

  // MARK: Ways

  static func collected(_ response: HTTPResponse) async throws -> Answer {
    var bytes: [UInt8] = []
    switch response.body {
    case .empty: break
    case .bytes(let content): bytes = content
    case .file(let part):
      let file = part.duplicatedDescriptor()
      defer { close(file) }
      bytes = [UInt8](repeating: 0, count: Int(part.length))
      let count = pread(file, &bytes, bytes.count, off_t(part.offset))
      #expect(count == bytes.count)
    case .stream(let produce):
      let collector = Collector()
      try await produce(collector)
      bytes = collector.bytes
    }
    return Answer(status: response.status.code, fields: response.fields, bytes: bytes)
  }

  private final class Collector: ResponseWriter {
    private let collected = Mutex<[UInt8]>([])
    func write(_ bytes: [UInt8]) async throws { collected.withLock { $0 += bytes } }
    var bytes: [UInt8] { collected.withLock { $0 } }
  }

  private static func sent(
    _ port: UInt16, _ method: HTTPMethod, _ target: String, _ fields: HTTPFields, _ body: [UInt8]
  ) async throws -> Answer {
    let response = try await withTaskExecutorPreference(ClientThread()) {
      try await exchange(port, method, target, fields, body)
    }
    var answered = HTTPFields()
    for line in response.head.split(separator: "\r\n").dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      answered.add(String(parts[0]), parts[1].trimmingCharacters(in: .whitespaces))
    }
    return Answer(status: response.status, fields: answered, bytes: response.body)
  }

  @concurrent
  private static func exchange(
    _ port: UInt16, _ method: HTTPMethod, _ target: String, _ fields: HTTPFields, _ body: [UInt8]
  ) async throws -> RawClient.Response {
    let client = try RawClient(port: port)
    var head = "\(method) \(target) HTTP/1.1\r\n"
    for field in fields.all { head += "\(field.name): \(field.value)\r\n" }
    client.send(head + "Content-Length: \(body.count)\r\n\r\n")
    client.send(body)
    return try #require(client.response(isHead: method == .head))
  }
}

final class LineList: Sendable {
  private let lines = Mutex<[String]>([])
  func add(_ line: String) { lines.withLock { $0.append(line) } }
  var all: [String] { lines.withLock { $0 } }
}

extension JSONValue {
  var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }
  var isNull: Bool { self == .null }
}
