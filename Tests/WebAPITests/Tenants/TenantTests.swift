import Accounts
import Core
import Engine
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// Libraries of users: opened when they are asked for, once, and closed when nobody uses them.
@Suite struct TenantTests {
  private static let picture = DrawnPicture.bitmap(seed: 1, width: 64, height: 48)

  // MARK: Opening and closing

  @Test func manyFirstRequestsOpenALibraryOnce() async throws {
    let server = try TenantServer()
    let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<24 {
        let user = number % 2 == 0 ? "ada" : "ben"
        group.addTask { try await server.client(user).get("/api/images").status }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses == [Int](repeating: 200, count: 24))
    #expect(try await server.metric("semblance_libraries_opened_total") == 2)
    #expect(try await server.metric("semblance_libraries_open") == 2)
    await server.api.stop()
  }

  @Test func whoWasIdleLongestMakesRoom() async throws {
    let server = try TenantServer { $0.openLimit = 2 }
    let ids = try await server.client("ada").upload([("a.bmp", Self.picture)])
    try await server.client("ada").rest()
    for user in ["ben", "cyd", "ben", "cyd"] {
      #expect(try await server.client(user).get("/api/images").status == 200)
    }
    #expect(try await server.metric("semblance_libraries_open") == 2)
    #expect(try await server.metric("semblance_libraries_opened_total") == 3)
    let image = try await server.client("ada").json("/api/images/\(ids[0])")
    #expect(image["id"]?.text == ids[0])
    #expect(try await server.metric("semblance_libraries_opened_total") == 4)
    #expect(try await server.metric("semblance_images") == 1)
    await server.api.stop()
  }

  @Test func aLibraryThatIsInUseIsNotClosed() async throws {
    // No id of a request has this name in it: ids have neither l nor o.
    let server = try TenantServer { $0.openLimit = 1 }
    // An answer that is still being sent: events, which never end by themselves.
    var events: HTTPResponse? = try await server.respond(.get, "/api/jobs/events", as: "olga")
    #expect(events?.status == .ok)
    let refused = try await server.client("ben").get("/api/images")
    #expect(refused.status == 503 && refused.fields["Retry-After"] != nil, "\(refused.text)")
    #expect(refused.first(of: ["olga"]) == nil)
    events = nil
    #expect(try await server.client("ben").get("/api/images").status == 200)
    await server.api.stop()
  }

  /// The search for duplicates that follows a picture has ended before the library is closed.
  @Test func aLibraryWithJobsIsNotClosed() async throws {
    let server = try TenantServer { $0.openLimit = 1 }
    try await server.client("ada").upload([("a.bmp", Self.picture)])
    var status = 503
    for _ in 0..<1_000 where status == 503 {
      status = try await server.client("ben").get("/api/images").status
      if status == 503 { try await Task.sleep(for: .milliseconds(20)) }
    }
    #expect(status == 200)
    let groups = try await server.client("ada").json("/api/duplicates")
    #expect(groups["search"]?.int == 1)
    await server.api.stop()
  }

  @Test func idleLibrariesAreClosed() async throws {
    let server = try TenantServer {
      $0.idleTime = .zero
      $0.pause = .milliseconds(20)
    }
    try await server.api.start()
    #expect(try await server.client("ada").get("/api/images").status == 200)
    var open = 1
    for _ in 0..<500 where open > 0 {
      try await Task.sleep(for: .milliseconds(20))
      open = try await server.metric("semblance_libraries_open")
    }
    #expect(open == 0)
    #expect(try await server.client("ada").get("/api/images").status == 200)
    await server.api.stop()
    #expect(try await server.client("ada").get("/api/images").status == 503)
  }

  /// The next server opens every library, so that what an earlier one left is gone on with though nobody
  /// asks.
  @Test func whatWasLeftIsGoneOnWith() async throws {
    let first = try TenantServer()
    try await first.client("ada").upload([("a.bmp", Self.picture)])
    await first.api.stop()
    let second = try TenantServer(in: first.folder)
    try await second.api.start()
    var isScanned = false
    for _ in 0..<1_500 where !isScanned {
      try await Task.sleep(for: .milliseconds(20))
      let page = try await second.send(.get, "/metrics", as: "operator").text
      let ended = /semblance_jobs_ended_total\{kind="scan",outcome="done"\} [1-9]/
      isScanned = page.contains(ended)
    }
    #expect(isScanned)
    #expect(try await second.metric("semblance_images") == 1)
    await second.api.stop()
  }

  // MARK: Folders of libraries

  @Test func noWordOfAClientBecomesAPath() async throws {
    let server = try TenantServer()
    let users = [
      "../../escape", "/etc", ".", "..", "a/b", "user.json", "zo\u{EB}", "zoe\u{308}", "Zo\u{EB}",
      String(repeating: "x", count: 255), "\u{1F600}", " ", "a b", "%2e%2e",
    ]
    for user in users {
      #expect(try await server.client(user).get("/api/images").status == 200, "\(user)")
      let note = try JSONValue(
        parsing: Data(
          contentsOf: URL(filePath: server.place(of: user).appending("user.json").display)))
      #expect(note["user"]?.text?.utf8.elementsEqual(user.utf8) == true)
    }
    let names = try FileManager.default.contentsOfDirectory(
      atPath: server.house.folder.appending("tenants").display)
    #expect(names.count == users.count)
    #expect(names.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{64}/) != nil })
    await server.api.stop()
  }

  @Test func aFolderThatIsAnothersIsNotOpened() async throws {
    // No id of a request has this name in it: ids have neither l nor o.
    let server = try TenantServer()
    #expect(try await server.client("olga").get("/api/images").status == 200)
    await server.api.stop()
    try FileManager.default.moveItem(
      atPath: server.place(of: "olga").display, toPath: server.place(of: "ben").display)
    let next = try TenantServer(in: server.folder)
    let answer = try await next.client("ben").get("/api/images")
    #expect(answer.status == 503 && answer.first(of: ["olga", "tenants"]) == nil, "\(answer.text)")
    await next.api.stop()
  }

  /// A key that somebody made opens their library, and nobody else's; a password opens none.
  @Test func keysOpenTheLibraryOfWhoMadeThem() async throws {
    let server = try TenantServer()
    let (ada, ben) = (server.client("ada"), server.client("ben"))
    let ids = try await ada.upload([("a.bmp", Self.picture)])
    let made = try await ada.post("/api/keys", ["name": "one"])
    let key = try #require(try made.json["key"]?.text, "\(made.text)")
    let fields: HTTPFields = ["X-API-Key": key]
    #expect(try await server.send(.get, "/api/images/\(ids[0])", as: nil, fields).status == 200)
    #expect(try await ben.json("/api/keys")["keys"]?.elements == [])
    let id = try #require(try made.json["made"]?["id"]?.int)
    #expect(try await ben.post("/api/keys/\(id)", [:], method: .delete).status == 404)
    #expect(try await server.send(.get, "/api/images", as: nil, fields).status == 200)
    // One of nobody, as the command makes it without a name.
    let book = AccountBook(inLibrary: server.house.folder)
    let nobodys = try book.makeKey(KeyWish(name: "two", user: "", scope: .admin), at: 0).secret
    let refused = try await server.send(
      .get, "/api/images", as: nil, ["X-API-Key": nobodys.keyText])
    #expect(refused.status == 403)
    try book.setPassword(
      "a password of tests", cost: PasswordCost(log2N: 4, r: 1, p: 1), at: 0)
    let session = try await server.send(
      .post, "/api/session", as: nil, body: JSONText.bytes(["password": "a password of tests"]))
    #expect(session.status == 403 && session.fields["Set-Cookie"] == nil)
    #expect(try await server.send(.get, "/api/images", as: nil).status == 401)
    await server.api.stop()
  }

  /// Looks at thumbnails within a second are one entry of the audit log; of users whose names look the
  /// same they are two.
  @Test func theAuditLogIsOnesOwn() async throws {
    let server = try TenantServer()
    let clients = ["zo\u{EB}", "zoe\u{308}"].map(server.client)
    var ids: [String] = []
    for client in clients { ids += try await client.upload([("a.bmp", Self.picture)]) }
    for _ in 0..<3 {
      for (client, id) in zip(clients, ids) {
        #expect(try await client.get("/api/images/\(id)/thumbnail").status == 200)
      }
    }
    for (place, client) in clients.enumerated() {
      let log = try await client.get("/api/audit?action=thumbnail")
      #expect(log.status == 200 && log.first(of: [ids[place]]) != nil)
      #expect(log.first(of: [ids[1 - place]]) == nil, "\(log.text)")
    }
    await server.api.stop()
  }

  @Test func theSamePictureIsEverybodysOwn() async throws {
    let server = try TenantServer()
    let first = try await server.client("ada").upload([("a.bmp", Self.picture)])
    let second = try await server.client("ben").upload([("b.bmp", Self.picture)])
    #expect(first != second)
    for (user, ids) in [("ada", first), ("ben", second)] {
      let client = server.client(user)
      #expect(try await client.upload([("again.bmp", Self.picture)]) == ids)
      #expect(try await client.json("/api/images")["total"]?.int == 1)
      let original = try await client.get("/api/images/\(ids[0])/original")
      #expect(original.bytes == Self.picture)
    }
    await server.api.stop()
  }

  /// What somebody approves goes to a trash of their own, not to that of the machine.
  @Test func everybodyHasATrash() async throws {
    let folder = try TemporaryFolder()
    for name in ["a", "b"] { try folder.write(Self.picture, to: "roots/\(name).bmp") }
    let server = try TenantServer(in: folder, roots: [("ada", "roots")])
    let client = server.client("ada")
    let root = JSONValue.string(folder.path.appending("roots").display)
    #expect(try await client.post("/api/folders", ["path": root]).status == 202)
    try await client.rest()
    let group = try #require(try await client.groups("exact-file").first)
    let files = (group["members"]?.elements ?? []).compactMap { $0["file_id"] }
    try await client.post(
      "/api/duplicates/\(group["id"]?.text ?? "")/resolve",
      ["keep": [files[0]], "stage": [files[1]]])
    let approved = try await client.post("/api/review/approve", ["all": true, "count": 1])
    #expect(try approved.json["removed"]?.int == 1, "\(approved.text)")
    let kept = try FileManager.default.contentsOfDirectory(
      atPath: server.place(of: "ada").appending("trash/files").display)
    #expect(kept.count == 1)
    await server.api.stop()
  }
}
