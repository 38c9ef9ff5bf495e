import Accounts
import Core
import Engine
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// docs/API.md tells the truth: every route is there, and every example works as written.
@Suite struct DocumentTests {
  private static func document() throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "docs/API.md"), encoding: .utf8)
  }

  @Test func everyRouteIsListed() throws {
    let served = try ServedLibrary()
    let listed = try Self.document().matches(of: /\| `([A-Z]+) (\/[^`]*)`/)
      .map { "\($0.1) \($0.2)" }
    #expect(listed.sorted() == served.api.routes.map { "\($0.method) \($0.pattern)" }.sorted())
  }

  @Test func everyRouteSaysWhatItDoesTakesAndAnswers() throws {
    for route in try ServedLibrary().api.routes {
      #expect(!route.summary.isEmpty && route.summary.hasSuffix("."), "\(route.name)")
      #expect(!route.answers.isEmpty, "\(route.name)")
    }
  }

  @Test(arguments: Way.allCases)
  func everyExampleWorksAndEveryRouteHasOne(way: Way) async throws {
    let served = try ServedLibrary(way)
    let router = Router(served.api.routes)
    var names = Set(served.api.routes.map(\.name))
    let examples = try CurlExample.all(in: Self.document())
    #expect(examples.count >= names.count)
    var known: [String: String] = [:]
    for example in examples {
      let (target, body) = try await Self.filled(example, served, &known)
      guard
        case .route(let route, _) = router.find(
          example.method, try #require(RequestTarget(target)).segments)
      else {
        Issue.record("no route: \(example.line)")
        continue
      }
      names.remove(route.name)
      let answer = try await served.send(example.method, target, example.fields, body: body)
      #expect((200..<300).contains(answer.status), "\(example.line): \(answer.text)")
      guard answer.fields["Content-Type"] == "application/json" else { continue }
      let keys = try Self.keys(of: answer.json)
      for key in example.keys where !keys.contains(key) {
        // What only other libraries have: a quality that was measured, for one.
        let isDeclared = route.answers.contains {
          $0.shape.map { Self.keys(of: $0) }?.contains(key) == true
        }
        #expect(isDeclared, "\(example.line) answers no \(key)")
      }
    }
    #expect(names.isEmpty, "without an example: \(names.sorted())")
  }

  /// Puts what is in this library in place of the example's names.
  private static func filled(
    _ example: CurlExample, _ served: ServedLibrary, _ known: inout [String: String]
  ) async throws -> (String, [UInt8]) {
    var (target, body) = (example.target, Array(example.body.utf8))
    func fill(_ name: String, _ value: () async throws -> String) async throws {
      let mark = "$" + name
      guard target.contains(mark) || example.body.contains(mark) else { return }
      let value = if let known = known[name] { known } else { try await value() }
      known[name] = value
      target = target.replacing(mark, with: value)
      body = body.replacing(Array(mark.utf8), with: Array(value.utf8))
    }
    try await fill("IMAGE") { try #require(try await served.ids()["a.bmp"]) as String }
    try await fill("OTHER") { try #require(try await served.ids()["c.bmp"]) as String }
    try await fill("GROUP") { try #require(try await served.group("rotated")["id"]?.text, nil) }
    for (position, name) in ["KEEP", "STAGE"].enumerated() {
      try await fill(name) {
        let members = try await served.group("rotated")["members"]?.elements ?? []
        return JSONText.text(members[position]["file_id"] ?? .null)
      }
    }
    try await fill("OBJECT") {
      let put = try await SignedClient(served: served).send(
        .put, "example.bmp", body: DrawnPicture.bitmap(seed: 8))
      return put.status == 200 ? "example.bmp" : ""
    }
    try await fill("ARCHIVE") { try served.indexArchives() }
    try await fill("FOLDER") { served.folder.path.appending("more").display }
    try await fill("JOB") {
      let jobs = try await served.json("/api/jobs")["jobs"]?.elements
      return jobs?.first?["id"]?.text ?? ""
    }
    try await fill("CLUSTERS") {
      let job = try await served.post("/api/search/cluster", ["wait": false]).json["job_id"]?.text
      try await served.jobsAtRest()
      return job ?? ""
    }
    try await fill("UNIT") {
      let items = try await served.json("/api/review")["items"]?.elements
      return items?.first?["id"]?.text ?? ""
    }
    try await fill("KEY") {
      let keys = try await served.json("/api/keys")["keys"]?.elements
      return JSONText.text(keys?.first?["id"] ?? .null)
    }
    // From here on nothing but signing in goes without: it comes last in the document.
    try await fill("PASSWORD") {
      let password = "a password of tests"
      try AccountBook(inLibrary: served.library.folder).setPassword(
        password, cost: PasswordCost(log2N: 4, r: 1, p: 1), at: 0)
      return password
    }
    body = body.replacing(Array("$FILE".utf8), with: DrawnPicture.bitmap(seed: 7))
    return (target, body)
  }

  private static func keys(of value: JSONValue) -> Set<String> {
    switch value {
    case .array(let elements): elements.reduce(into: []) { $0.formUnion(keys(of: $1)) }
    case .object(let members):
      members.reduce(into: []) {
        $0.insert($1.key)
        $0.formUnion(keys(of: $1.value))
      }
    default: []
    }
  }

  private static func keys(of shape: JSONShape) -> Set<String> {
    switch shape {
    case .list(let shape, _), .nullable(let shape), .named(_, let shape), .map(let shape):
      keys(of: shape)
    case .object(let fields):
      fields.reduce(into: []) {
        $0.insert($1.name)
        $0.formUnion(keys(of: $1.shape))
      }
    default: []
    }
  }
}
