import Core
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// The routes of requirements 000 and 003, with their own fields.
@Suite struct AliasTests {
  @Test(arguments: Way.allCases)
  func programsWrittenForThemWork(way: Way) async throws {
    let served = try ServedLibrary(way)
    let found = try await served.post(
      "/search", ["query": "mirrored", "top_k": 5, "filters": ["format": "bmp"]]
    ).json
    #expect(found["results"]?.elements.first?["path"]?.text?.hasSuffix("b mirrored.bmp") == true)
    let scan = try await served.post("/index/scan", ["paths": [.string(served.pictures.display)]])
    #expect(scan.status == 202)
    #expect(try scan.json["status"] == "started")
    let id = try #require(try scan.json["task_id"]?.text)
    #expect(try await served.jobsAtRest().contains { $0["id"]?.text == id })
    let status = try await served.json("/index/status")
    #expect(status["total_images"]?.int == 4 && status["indexing_progress"]?.isNull == true)
    #expect(status["last_updated"]?.text != nil)
    let groups = try await served.json("/api/visual-duplicates?kind=rotated")
    #expect(groups["group_count"]?.int == 1)
    let picture =
      Array("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"q\"\r\n\r\n".utf8)
      + DrawnPicture.bitmap(seed: 3) + Array("\r\n--x--\r\n".utf8)
    let byImage = try await served.send(
      .post, "/search/image",
      ["Content-Type": "multipart/form-data; boundary=x", "X-Semblance": "1"], body: picture)
    #expect(
      try byImage.json["results"]?.elements.first?["image_id"]?.text
        == (try await served.ids()["c.bmp"]))
  }

  @Test func theyCheckAsTheOthersDo() async throws {
    let served = try ServedLibrary()
    #expect(try await served.post("/search", ["query": "a", "top_k": 0]).status == 422)
    #expect(try await served.post("/search", ["text": "a"]).status == 422)
    #expect(try await served.post("/index/scan", ["paths": ["/etc"]]).status == 403)
    #expect(try await served.post("/index/scan", [:]).status == 422)
    #expect(try await served.get("/search").status == 405)
    // The app's own view of that name.
    #expect(try await served.get("/search", ["Accept": "text/html"]).status == 404)
  }
}
