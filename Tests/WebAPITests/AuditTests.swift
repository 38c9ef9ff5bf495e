import Accounts
import Core
import Engine
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// What a server notes of who looks at pictures and changes something.
@Suite struct AuditTests {
  private let served: ServedLibrary
  private let book: AccountBook

  init() throws {
    served = try ServedLibrary()
    book = AccountBook(inLibrary: served.library.folder)
  }

  private func key(_ name: String, _ scope: KeyScope) throws -> HTTPFields {
    let key = try book.makeKey(KeyWish(name: name, user: "", scope: scope), at: 0).secret
    return ["X-API-Key": key.keyText]
  }

  private func entries(_ query: String = "") async throws -> [JSONValue] {
    try await served.json("/api/audit?limit=1000\(query)")["entries"]?.elements ?? []
  }

  private func actions(_ query: String = "") async throws -> [String] {
    try await entries(query).reversed().map { $0["action"]?.text ?? "" }
  }

  /// Every route whose answer tells of pictures is in the log with exactly those.
  @Test func everyPictureThatIsToldOfIsNoted() async throws {
    let ids = try await served.ids()
    let fields = try key("look", .write)
    let group = try await served.group("rotated")
    let id = try #require(ids["a.bmp"])
    let targets = [
      "/api/images", "/api/timeline/undated", "/api/images/\(id)", "/api/images/\(id)/thumbnail",
      "/api/images/\(id)/preview", "/api/images/\(id)/original", "/api/images/\(id)/similar",
      "/api/duplicates", "/api/visual-duplicates", "/api/search/export?format=json",
      "/api/search/export?format=ndjson", "/api/search/export?format=csv",
    ]
    for target in targets {
      let before = try await entries("&key=look").count
      let answer = try await served.get(target, fields)
      #expect(answer.status == 200, "\(target): \(answer.text)")
      let noted = try await entries("&key=look")
      #expect(noted.count == before + 1, "\(target)")
      let images = Set(noted.first?["images"]?.elements.compactMap(\.text) ?? [])
      let told = Set(ids.values.filter { target.contains($0) || answer.text.contains($0) })
      #expect(images == told && !told.isEmpty, "\(target)")
      #expect(noted.first?["image_count"]?.int == told.count, "\(target)")
    }
    for (target, body) in [
      ("/api/search", ["image_id": .string(id)]),
      ("/api/search/similar", ["image_id": .string(id)]),
      ("/search", ["query": "bmp"]),
      ("/api/duplicates/\(group["id"]?.text ?? "")/ignore", [:]),
      ("/api/feedback", ["image_id": .string(id), "action": "normal"]),
    ] as [(String, JSONValue)] {
      var fields = fields
      fields["Content-Type"] = "application/json"
      let answer = try await served.send(.post, target, fields, body: JSONText.bytes(body))
      #expect(answer.status / 100 == 2, "\(target): \(answer.text)")
      let noted = try await entries("&key=look").first
      #expect(noted?["method"]?.text == "POST" && noted?["outcome"]?.text == "done", "\(target)")
      let told = Set(ids.values.filter { answer.text.contains($0) })
      let images = Set(noted?["images"]?.elements.compactMap(\.text) ?? [])
      #expect(told.isSubset(of: images), "\(target)")
    }
  }

  @Test func entriesSayWhoFromWhereAndHowItWent() async throws {
    let id = try #require(try await served.ids()["a.bmp"])
    var fields = try key("phone", .read)
    fields["X-Request-ID"] = "from-the-phone"
    _ = try await served.get("/api/images/\(id)", fields)
    fields["X-Request-ID"] = nil
    _ = try await served.get("/api/images/01ARZ3NDEKTSV4RRFFQ69G5FAV", fields)
    fields["Content-Type"] = "application/json"
    _ = try await served.send(.post, "/api/duplicates/search", fields, body: Array("{}".utf8))
    let noted = try await entries("&key=phone").reversed().map { entry in
      [
        entry["by"]?.text, entry["action"]?.text, entry["method"]?.text, entry["peer"]?.text,
        entry["outcome"]?.text, entry["images"]?.elements.first?.text,
      ]
    }
    #expect(
      noted == [
        ["key", "image", "GET", "127.0.0.1", "done", id],
        ["key", "image", "GET", "127.0.0.1", "failed", "01ARZ3NDEKTSV4RRFFQ69G5FAV"],
        ["key", "searchDuplicates", "POST", "127.0.0.1", "refused", nil],
      ])
    let first = try await entries("&key=phone").last
    #expect(first?["request_id"]?.text == "from-the-phone" && first?["status"]?.int == 200)
  }

  /// Who is alone on the machine is not watched, unless that is wished; strangers cannot fill the log.
  @Test func whoDoesNotSayWhoAsksIsNotNoted() async throws {
    let id = try #require(try await served.ids()["a.bmp"])
    _ = try await served.get("/api/images/\(id)")
    _ = try await served.get("/api/images/\(id)", ["X-API-Key": "smb_none"])
    #expect(try await entries().isEmpty)
    let all = API(library: served.library, audit: .on) { _ in }
    let none = API(library: served.library, audit: .off) { _ in }
    let key = try key("one", .read)
    for (api, fields, count) in [(none, key, 0), (all, [:], 1), (all, key, 2)]
      as [(API, HTTPFields, Int)]
    {
      var fields = fields
      fields["Host"] = "localhost"
      let request = HTTPRequest(
        method: .get, target: try #require(RequestTarget("/api/images/\(id)")), fields: fields)
      #expect(await api.application.respond(to: request).status == .ok)
      await api.stop()
      #expect(try await entries("&action=image").count == count)
    }
  }

  @Test func signingInAndOutIsNotedAndWrongPasswordsAre() async throws {
    try book.setPassword(
      "a password of tests", cost: PasswordCost(log2N: 4, r: 1, p: 1), at: 0)
    _ = try await served.post("/api/session", ["password": "a wrong password"])
    let begun = try await served.post("/api/session", ["password": "a password of tests"])
    let cookie = String((begun.fields["Set-Cookie"] ?? "").prefix { $0 != ";" })
    let fields: HTTPFields = ["Cookie": cookie, "Content-Type": "application/json"]
    let page = try await served.get("/api/audit", fields)
    let noted = try page.json["entries"]?.elements.reversed().map { entry in
      "\(entry["action"]?.text ?? "") \(entry["by"]?.text ?? "") \(entry["outcome"]?.text ?? "")"
    }
    #expect(noted == ["signIn none refused", "signIn session done"])
    #expect(!page.text.contains("password"), "no secret is in the log")
    _ = try await served.send(.delete, "/api/session", fields)
    try book.removePassword()
    #expect(try await actions("&action=signOut") == ["signOut"])
  }

  /// What was searched for, names and paths may be private beyond the pictures.
  @Test func noWordsPathsOrSecretsAreNoted() async throws {
    var fields = try key("look", .admin)
    fields["Content-Type"] = "application/json"
    _ = try await served.send(
      .post, "/api/search", fields, body: JSONText.bytes(["text": "a very private question"]))
    _ = try await served.get("/api/search/export?text=another%20question", fields)
    let made = try await served.send(
      .post, "/api/keys", fields, body: JSONText.bytes(["name": "made"]))
    let secret = try #require(try made.json["key"]?.text)
    let text = try await served.get("/api/audit").text
    #expect(try await actions("&key=look").contains("makeKey"))
    for word in ["private", "question", secret, fields["X-API-Key"] ?? "", "bmp", "/pictures"] {
      #expect(!text.contains(word), "\(word)")
    }
  }

  /// What is changed by a list of ids is noted with them, whatever the answer says.
  @Test func picturesThatARequestNamesAreNoted() async throws {
    let ids = try await served.ids()
    let (one, other) = (try #require(ids["a.bmp"]), try #require(ids["b.bmp"]))
    var fields = try key("edit", .write)
    _ = try await served.get("/api/search/export?image_id=\(one)&limit=1", fields)
    fields["Content-Type"] = "application/json"
    let body = JSONText.bytes(["image_id": .string(other), "action": "no such action"])
    #expect(try await served.send(.post, "/api/feedback", fields, body: body).status == 422)
    let list = JSONText.bytes(["ids": .array([.string(one), .string(other)]), "rating": 3])
    let changed = try await served.send(.post, "/api/images/bulk", fields, body: list)
    #expect(changed.status == 200, "\(changed.text)")
    let noted = try await entries("&key=edit").map { entry in
      Set(entry["images"]?.elements.compactMap(\.text) ?? [])
    }
    #expect(noted.count == 3 && noted[0] == [one, other])
    #expect(noted[2].contains(one))
  }

  /// A change that was answered is written, whatever happens next: no other process needs to wait.
  @Test func aChangeIsWrittenBeforeItIsAnswered() async throws {
    var fields = try key("change", .write)
    fields["Content-Type"] = "application/json"
    let id = try #require(try await served.ids()["a.bmp"])
    let body = JSONText.bytes(["image_id": .string(id), "action": "normal"])
    #expect(try await served.send(.post, "/api/feedback", fields, body: body).status / 100 == 2)
    let other = AuditLog(inLibrary: served.library.folder) { 0 }
    #expect(try other.entries(AuditQuery()).entries.map(\.action) == ["feedback"])
  }

  @Test func pagesAndFiltersAreTakenAndWrongOnesRefused() async throws {
    let ids = try await served.ids()
    let (one, other) = (try #require(ids["a.bmp"]), try #require(ids["b.bmp"]))
    let fields = try key("look", .read)
    for id in [one, other, one] { _ = try await served.get("/api/images/\(id)", fields) }
    let first = try await served.json("/api/audit?limit=2")
    let cursor = try #require(first["next_cursor"]?.text)
    let second = try await served.json("/api/audit?limit=2&cursor=\(cursor)")
    #expect(first["entries"]?.elements.count == 2 && second["entries"]?.elements.count == 1)
    #expect(second["next_cursor"]?.isNull == true)
    #expect(try await entries("&image=\(one)").count == 2)
    #expect(try await entries("&since=2020-01-01&until=2021-01-01T00:00:00Z").isEmpty)
    #expect(try await entries("&since=2020-01-01").count == 3)
    for (wrong, status) in [
      ("cursor=x", 409), ("image=x", 422), ("since=yesterday", 422), ("limit=0", 422),
    ] {
      #expect(try await served.get("/api/audit?\(wrong)").status == status, "\(wrong)")
    }
    #expect(try await served.get("/api/audit", fields).status == 403, "it is for admins")
  }

  /// Another user's entries are not shown.
  @Test func entriesAreOneUsersOwn() async throws {
    let log = AuditLog(inLibrary: served.library.folder) { 0 }
    for user in ["", "eve"] {
      log.add(AuditEntry(at: 2_000_000_000_000, user: user, proof: .token, action: "image"))
    }
    try log.flush()
    #expect(try await entries().count == 1)
  }
}

/// Ids are found in text, however it is cut.
@Suite struct ImageIDScannerTests {
  @Test func idsAreFoundWhereverTheTextIsCut() {
    var generator = SeededGenerator(seed: 3)
    let ids = (0..<40).map { ULID(milliseconds: 1_700_000_000_000 + $0, using: &generator) }
    let pieces = ids.map { "{\"id\":\"\($0)\",\"x\":\"\(String("\($0)".lowercased()))\"}" }
    let text =
      pieces.joined(separator: ",") + "\n\(ids[0]),0.5,\(ids[1])X,X\(ids[2]),_\(ids[3])\n"
      + "\(ids[4].description.dropLast()) \(ids[5])é"
    let bytes = Array(text.utf8)
    for size in [1, 2, 3, 25, 26, 27, 28, 100, bytes.count] {
      var scanner = ImageIDScanner(limit: 10)
      for start in stride(from: 0, to: bytes.count, by: size) {
        scanner.read(Array(bytes[start..<min(start + size, bytes.count)]))
      }
      scanner.finish()
      #expect(scanner.images == Array(ids.prefix(10)), "\(size)")
      #expect(scanner.count == 40, "\(size)")
    }
    var last = ImageIDScanner()
    last.read(Array("\(ids[7])".utf8))
    last.finish()
    #expect(last.images == [ids[7]])
  }
}
