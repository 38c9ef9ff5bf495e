import Core
import Engine
import Foundation
import HTTPKit
import Synchronization
import TestSupport
import Testing
import WebAPI

@Suite struct APITests {
  /// A library of three drawn pictures, one of them twice.
  private final class Served {
    let folder: TemporaryFolder
    let library: Library
    let application: HTTPApplication
    let lines = LineList()

    init() throws {
      folder = try TemporaryFolder()
      for (name, seed) in [("a", 1), ("b", 2), ("sub/a copy", 1), ("c", 3)] as [(String, UInt64)] {
        try folder.write(DrawnPicture.bitmap(seed: seed), to: "pictures/\(name).bmp")
      }
      try folder.write(Array("no picture".utf8), to: "pictures/broken.jpg")
      library = try Library(at: folder.path.appending("library"))
      try library.index([folder.path.appending("pictures")])
      _ = try library.findDuplicates()
      application = API(library: library) { [lines] in lines.add($0) }.application
    }

    func get(_ target: String, _ fields: HTTPFields = [:]) async throws -> HTTPResponse {
      var fields = fields
      if fields["Host"] == nil { fields["Host"] = "localhost" }
      return await application.respond(
        to: HTTPRequest(method: .get, target: try #require(RequestTarget(target)), fields: fields))
    }

    func json(_ target: String) async throws -> [String: Any] {
      let response = try await get(target)
      #expect(response.status == .ok, "\(target)")
      guard case .bytes(let bytes) = response.body else { return [:] }
      return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }
  }

  private final class LineList: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
  }

  @Test func theStatusCountsWhatIsThere() async throws {
    let status = try await Served().json("/api/index/status")
    #expect(status["total_images"] as? Int == 3)
    #expect(status["total_files"] as? Int == 4)
    #expect(status["failed_files"] as? Int == 1)
    #expect(status["duplicate_groups"] as? Int == 1)
  }

  @Test func groupsLeadToPicturesAndThumbnails() async throws {
    let served = try Served()
    let groups = try #require(
      try await served.json("/api/duplicates")["groups"] as? [[String: Any]])
    let members = try #require(groups.first?["members"] as? [[String: Any]])
    #expect(members.count == 2)
    #expect(members[0]["best"] as? Bool == true)
    let id = try #require(members[0]["image_id"] as? String)
    let image = try await served.json("/api/images/\(id)")
    #expect(image["image_id"] as? String == id)
    #expect((image["files"] as? [Any])?.count == 2)
    let thumbnail = try await served.get("/api/images/\(id)/thumbnail")
    guard case .bytes(let bytes) = thumbnail.body else {
      Issue.record("no thumbnail")
      return
    }
    #expect(Array(bytes[8..<12]) == Array("WEBP".utf8))
    let tag = try #require(thumbnail.fields["ETag"])
    let again = try await served.get("/api/images/\(id)/thumbnail", ["If-None-Match": tag])
    #expect(again.status == .notModified)
  }

  @Test func pagesOfGroupsAreBounded() async throws {
    let served = try Served()
    for query in ["limit=0", "limit=201", "limit=x", "offset=-1"] {
      #expect(try await served.get("/api/duplicates?\(query)").status == .unprocessableContent)
    }
    let beyond = try await served.json("/api/duplicates?offset=5")
    #expect((beyond["groups"] as? [Any])?.isEmpty == true)
  }

  @Test func unknownAndMalformedIdsAreProblems() async throws {
    let served = try Served()
    #expect(try await served.get("/api/images/01ARZ3NDEKTSV4RRFFQ69G5FAV").status == .notFound)
    for id in ["x", "..%2F..%2Fetc%2Fpasswd", "%00"] where RequestTarget("/api/images/\(id)") != nil
    {
      let response = try await served.get("/api/images/\(id)")
      #expect(response.status == .badRequest)
      #expect(response.fields["Content-Type"] == "application/problem+json")
    }
  }

  @Test func anotherSitesNameIsRefused() async throws {
    let served = try Served()
    let response = try await served.get("/api/index/status", ["Host": "evil.example"])
    #expect(response.status == .misdirectedRequest)
    #expect(response.fields["X-Content-Type-Options"] == "nosniff")
  }

  @Test func metricsAndLogTellOfRequestsWithoutTheirSecrets() async throws {
    let served = try Served()
    _ = try await served.get("/api/images/01ARZ3NDEKTSV4RRFFQ69G5FAV?token=secret")
    _ = try await served.get("/nowhere/secret")
    let metrics = try await served.get("/metrics")
    guard case .bytes(let bytes) = metrics.body else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains(#"{route="/api/images/{id}",method="GET",status="404"} 1"#))
    #expect(text.contains("semblance_images 3"))
    #expect(!text.contains("secret"))
    #expect(served.lines.all.count >= 2)
    for line in served.lines.all {
      #expect(!line.contains("secret"))
      #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil)
    }
  }

  @Test func aFullPoolRefuses() async throws {
    let pool = BlockingPool(threads: 1, limit: 1)
    let gate = DispatchSemaphore(value: 0)
    let isRunning = Mutex(false)
    async let first: Void = pool.run {
      isRunning.withLock { $0 = true }
      gate.wait()
    }
    while !isRunning.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
    async let second: Int = pool.run { 2 }
    while pool.waitingCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
    await #expect(throws: HTTPProblem.self) { try await pool.run { 3 } }
    gate.signal()
    try await first
    #expect(try await second == 2)
    pool.stop()
  }
}

@Suite struct APIDocumentTests {
  @Test func everyRouteIsDocumented() throws {
    let folder = try TemporaryFolder()
    let api = API(library: try Library(at: folder.path)) { _ in }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let document = try String(contentsOf: root.appending(path: "docs/API.md"), encoding: .utf8)
    let documented = document.matches(of: /\| `([A-Z]+) (\/[^`]*)`/).map { "\($0.1) \($0.2)" }
    #expect(documented.sorted() == api.routes.map { "\($0.method) \($0.pattern)" }.sorted())
  }
}
