import Core
import Engine
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

@Suite struct UploadTests {
  private let fields: HTTPFields = [
    "Content-Type": "multipart/form-data; boundary=x", "X-Semblance": "1",
  ]

  private func form(_ files: [(name: String, bytes: [UInt8])], field: String = "file") -> [UInt8] {
    files.flatMap { file in
      Array(
        "--x\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(file.name)\"\r\n\r\n"
          .utf8) + file.bytes + Array("\r\n".utf8)
    } + Array("--x--\r\n".utf8)
  }

  private func kept(_ served: ServedLibrary) -> [String] {
    let folder = served.library.uploadFolder.display
    let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return found.filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(
        atPath: folder + "/" + name, isDirectory: &isFolder) && !isFolder.boolValue
    }.sorted()
  }

  @Test(arguments: Way.allCases)
  func picturesAreKeptIndexedAndKnownAgain(way: Way) async throws {
    let served = try ServedLibrary(way)
    let (new, known) = (DrawnPicture.bitmap(seed: 20), DrawnPicture.bitmap(seed: 1))
    let answer = try await served.send(
      .post, "/api/images", fields,
      body: form([
        ("../../new \u{1F600}.bmp", new), ("known.bmp", known), ("twice.bmp", new),
        ("bad.jpg", Array("no picture".utf8)), ("cut.bmp", Array(new.prefix(2_000))),
      ]))
    #expect(answer.status == 201, "\(answer.text)")
    let results = try #require(try answer.json["results"]?.elements)
    #expect(
      results.map { $0["status"]?.text }
        == ["created", "duplicate", "duplicate", "failed", "failed"])
    #expect(results.map { $0["ok"] } == [true, true, true, false, false])
    #expect(results[0]["id"] == results[2]["id"])
    #expect(results[1]["id"]?.text == (try await served.ids()["a.bmp"]))
    #expect(results[3]["error"]?.text?.contains("known format") == true)
    #expect(results[4]["error"]?.text?.isEmpty == false)
    let names = kept(served)
    #expect(names.count == 1 && names[0].hasSuffix("-new _.bmp"), "\(names)")
    let id = try #require(results[0]["id"]?.text)
    let image = try await served.json("/api/images/\(id)")
    #expect(image["source"] == "upload")
    let original = try await served.get("/api/images/\(id)/original")
    #expect(original.bytes == new)
    try await served.jobsAtRest()
    #expect(try served.library.reader.files(in: .failed).count == 1)
    #expect(try await served.json("/api/images")["total"]?.int == 5)
    // Again, and the whole library scanned: nothing changes.
    let again = try await served.send(.post, "/api/images", fields, body: form([("n.bmp", new)]))
    #expect(again.status == 200)
    #expect(try again.json["results"]?.elements[0]["id"]?.text == id)
    _ = try await served.post("/api/index/scan", [:])
    try await served.jobsAtRest()
    #expect(try await served.json("/api/images")["total"]?.int == 5)
    #expect(kept(served) == names)
  }

  @Test func whatIsNoFormOfFilesIsRefusedAndLeavesNothing() async throws {
    let served = try ServedLibrary()
    let picture = DrawnPicture.bitmap(seed: 20)
    func status(_ body: [UInt8], _ fields: HTTPFields? = nil) async throws -> Int {
      try await served.send(.post, "/api/images", fields ?? self.fields, body: body).status
    }
    #expect(try await status(form([])) == 422)
    #expect(try await status(form([("x.bmp", picture)], field: "picture")) == 422)
    #expect(try await status(Array(form([("x.bmp", picture)]).dropLast(10))) == 400)
    #expect(try await status(Array("{}".utf8), ["Content-Type": "application/json"]) == 415)
    #expect(
      try await status(
        form([("x.bmp", picture)]), ["Content-Type": "multipart/form-data; boundary=x"])
        == 403)
    #expect(kept(served).isEmpty)
    #expect(try await served.json("/api/images")["total"]?.int == 4)
  }
}
