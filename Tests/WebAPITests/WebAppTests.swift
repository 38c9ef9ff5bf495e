import Core
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

@Suite struct WebAppTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(Array("<html>app</html>".utf8), to: "web/index.html")
    try folder.write(Array("run()".utf8), to: "web/assets/main-2XW3YKQA.js")
    try folder.write(Array("a{}".utf8), to: "web/style.css")
    try folder.write(Array("hidden".utf8), to: "web/.secret")
    try folder.write(Array("outside".utf8), to: "outside.txt")
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "web/link.txt"),
      withDestinationURL: folder.url.appending(path: "outside.txt"))
    try FileManager.default.createSymbolicLink(
      at: folder.url.appending(path: "web/up"), withDestinationURL: folder.url)
  }

  private func served(_ way: Way) throws -> ServedLibrary {
    try ServedLibrary(way, web: StaticFolder(at: folder.path.appending("web")))
  }

  @Test(arguments: Way.allCases)
  func filesAndViewsAreServed(way: Way) async throws {
    let served = try served(way)
    for view in ["/", "/search", "/image/01ARZ3NDEKTSV4RRFFQ69G5FAV", "/assets"] {
      let page = try await served.get(view, ["Accept": "text/html,*/*"])
      #expect(page.status == 200 && page.text == "<html>app</html>", "\(view)")
      #expect(page.fields["Content-Type"] == "text/html; charset=utf-8")
      #expect(page.fields["Cache-Control"] == "no-cache")
      let policy = try #require(page.fields["Content-Security-Policy"])
      for part in [
        "default-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'",
        "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'",
      ] { #expect(policy.contains(part)) }
    }
    let script = try await served.get("/assets/main-2XW3YKQA.js")
    #expect(script.text == "run()")
    #expect(script.fields["Content-Type"] == "text/javascript; charset=utf-8")
    #expect(script.fields["Cache-Control"] == "public, max-age=31536000, immutable")
    let style = try await served.get("/style.css")
    let known = try await served.get(
      "/style.css", ["If-None-Match": try #require(style.fields["ETag"])])
    #expect(known.status == 304)
  }

  @Test(arguments: Way.allCases)
  func nothingOutsideIsReached(way: Way) async throws {
    let served = try served(way)
    for target in [
      "/../outside.txt", "/%2e%2e/outside.txt", "/..%2Foutside.txt", "/assets/../../outside.txt",
      "/assets/..%2F..%2Foutside.txt", "/link.txt", "/up/outside.txt", "/.secret",
      "/%2Fetc/passwd.txt",
      "/..%5Coutside.txt", "//outside.txt", "/assets//main-2XW3YKQA.js", "/missing.js",
    ] {
      let answer = try await served.get(target)
      #expect(answer.status == 404, "\(target)")
      #expect(!answer.text.contains("outside\n") && answer.text != "outside", "\(target)")
    }
  }

  @Test func pathsOfTheAPIAreNoViews() async throws {
    let served = try served(.inProcess)
    for target in ["/api", "/api/nothing", "/healthz/x", "/metrics/x"] {
      let answer = try await served.get(target)
      #expect(answer.status == 404 && answer.fields["Content-Type"] == "application/problem+json")
    }
    let wrong = try await served.post("/search/view", [:])
    #expect(wrong.status == 404)
    #expect(try await served.post("/api/images/x", [:]).status == 405)
  }

  @Test func withoutAnAppItIsSaidHowToGetIt() async throws {
    let answer = try await ServedLibrary().get("/")
    #expect(answer.status == 404)
    #expect(try answer.json["detail"]?.text?.contains("make web") == true)
  }

  @Test func theFolderIsLookedForWhereItIsNamed() throws {
    #expect(throws: Fault.self) { try WebFolder.found(named: folder.path.appending("none")) }
    #expect(try WebFolder.found(named: folder.path.appending("web")) != nil)
  }
}
