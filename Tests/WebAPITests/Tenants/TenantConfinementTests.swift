import Core
import Engine
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// What users share does not lead from one to another: the bucket, the machine's folders, the numbers
/// of the server.
@Suite struct TenantConfinementTests {
  // MARK: The bucket

  @Test func onlyKeysBelowOnesOwnPrefixAreTakenIn() async throws {
    let server = try TenantServer()
    let (ada, ben) = (server.client("ada"), server.client("ben"))
    let key = try await ada.sent(DrawnPicture.bitmap(seed: 3))
    let (own, other) = (
      TenantLibraries.name(of: "ben"), TenantLibraries.name(of: "ada")
    )
    #expect(key.hasPrefix(other + "/"))
    for foreign in [
      key, "\(other)/none", "none", "/\(key)", "\(own)/../\(key)", "\(own)/./x", "\(own)",
      "\(own)x/\(key)", "\(own.uppercased())/x", " \(own)/x", "\(own)/\u{301}/../\(key)",
    ] {
      let answer = try await ben.ingest(foreign)
      #expect(answer.status == 403, "\(foreign): \(answer.text)")
    }
    #expect(try await ben.ingest("\(own)/none").status == 404)
    for (user, status) in [("ben", 403), ("", 403), ("local", 403), ("ada ", 403), ("ada", 201)] {
      let answer = try await ada.ingest(key, [.init("owner_user_id", .string(user))])
      #expect(answer.status == status, "\(user)")
    }
    #expect(try await ben.json("/api/images")["total"]?.int == 0)
    await server.api.stop()
  }

  // MARK: Folders

  @Test func withoutRootsNoFolderIsLookedInto() async throws {
    let server = try TenantServer()
    let client = server.client("ada")
    let places = [
      "/", "/etc", server.folder.path.display, server.house.folder.display,
      server.place(of: "ada").display, server.place(of: "ada").appending("uploads").display,
      server.place(of: "ben").display, "/nowhere/at/all",
    ]
    try await client.upload([("a.bmp", DrawnPicture.bitmap(seed: 1, width: 64, height: 48))])
    try await client.rest()
    #expect(try await client.get("/api/folders").status == 403)
    for place in places {
      let path = JSONValue.string(place)
      #expect(
        try await client.get("/api/folders?path=\(PercentCoding.encoded(place))").status == 403)
      for (target, body) in [
        ("/api/folders", ["path": path]), ("/api/index/scan", ["paths": [path]]),
        ("/index/scan", ["paths": [path]]),
      ] as [(String, JSONValue)] {
        let answer = try await client.post(target, body)
        #expect(answer.status == 403, "\(target) \(place): \(answer.text)")
      }
      let settings: JSONValue = ["reference_folders": [path]]
      #expect(try await client.post("/api/settings", settings, method: .patch).status == 403)
    }
    // What was sent can be looked at again.
    #expect(try await client.post("/api/index/scan", [:]).status == 202)
    try await client.rest()
    #expect(try await client.json("/api/images")["total"]?.int == 1)
    await server.api.stop()
  }

  /// A folder that was taken back, or that leads elsewhere by now, is not scanned any more.
  @Test func rootsHoldForAsLongAsTheyAreGiven() async throws {
    let folder = try TemporaryFolder()
    try folder.write(DrawnPicture.bitmap(seed: 1), to: "roots/mine/in/a.bmp")
    try folder.write(DrawnPicture.bitmap(seed: 2), to: "secret/b.bmp")
    let mine = folder.path.appending("roots/mine")
    let server = try TenantServer(in: folder, roots: [("ada", "roots/mine")])
    let client = server.client("ada")
    let inner = JSONValue.string(mine.appending("in").display)
    #expect(try await client.post("/api/folders", ["path": inner]).status == 202)
    try await client.rest()
    #expect(try await client.json("/api/images")["total"]?.int == 1)
    // Somebody who may write there puts a link in its place.
    try folder.remove("roots/mine/in")
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "roots/mine/in"),
      withDestinationURL: folder.url.appending(path: "secret"))
    #expect(try await client.post("/api/index/scan", [:]).status == 202)
    #expect(try await client.post("/api/index/scan", ["paths": [inner]]).status == 403)
    try await client.rest()
    #expect(try await client.get("/api/images").first(of: ["b.bmp"]) == nil)
    // Somebody else's root is nobody's but theirs.
    #expect(try await server.client("ben").get("/api/folders").status == 403)
    await server.api.stop()
    // Started again without the root: nothing new is found there.
    try folder.remove("roots/mine/in")
    try folder.write(DrawnPicture.bitmap(seed: 3), to: "roots/mine/in/c.bmp")
    let next = try TenantServer(in: folder)
    #expect(try await next.client("ada").post("/api/index/scan", [:]).status == 202)
    try await next.client("ada").rest()
    #expect(try await next.client("ada").get("/api/images").first(of: ["c.bmp"]) == nil)
    await next.api.stop()
  }

  @Test func rootsAroundLibrariesAreRefused() throws {
    let folder = try TemporaryFolder()
    let house = try Library(at: folder.path.appending("library"))
    var rules = TenantRules()
    for place in [folder.path, house.folder, house.folder.appending("previews"), "/"] {
      #expect(throws: Fault.self, "\(place.display)") {
        try rules.admit(place, for: "ada", besides: house)
      }
    }
    #expect(throws: Fault.self) {
      try rules.admit(folder.path.appending("none"), for: "ada", besides: house)
    }
  }

  // MARK: The server

  @Test func onlyTheServerChoosesTheModel() async throws {
    let server = try TenantServer()
    let answer = try await server.client("ada").post(
      "/api/settings", ["embedding_model": nil], method: .patch)
    #expect(answer.status == 403 && answer.text.contains("model"), "\(answer.text)")
    await server.api.stop()
  }

  @Test func numbersOfTheServerAreSumsWithoutNames() async throws {
    let server = try TenantServer()
    let pictures = (1...3).map { DrawnPicture.bitmap(seed: $0, width: 64, height: 48) }
    try await server.client("ada").upload([("a.bmp", pictures[0]), ("b.bmp", pictures[1])])
    try await server.client("ben").upload([("c.bmp", pictures[2])])
    for user in ["ada", "ben"] { try await server.client(user).rest() }
    #expect(try await server.metric("semblance_images") == 3)
    let page = try await server.send(.get, "/metrics", as: "ada")
    let names = ["ada", "ben"].map(TenantLibraries.name(of:)) + ["a.bmp", "c.bmp", "\"ben"]
    #expect(page.first(of: names) == nil)
    #expect(try await server.send(.get, "/metrics", as: "ada", scope: "write").status == 403)
    #expect(try await server.send(.get, "/metrics", as: nil).status == 401)
    let ready = try await server.send(.get, "/readyz", as: nil)
    #expect(ready.status == 200)
    #expect(try ready.json == ["status": "ready"])
    await server.api.stop()
  }

  /// What is asked of a library needs to be known whose; nothing of it is open.
  @Test func nothingOfALibraryIsOpen() throws {
    let server = try TenantServer()
    for route in server.api.libraryRoutes {
      #expect(route.access.scope != nil, "\(route.name)")
    }
  }
}
