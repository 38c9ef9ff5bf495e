import Core
import Engine
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

@Suite struct SettingTests {
  @Test(arguments: Way.allCases)
  func foldersAreChosenWithinTheRoots(way: Way) async throws {
    let served = try ServedLibrary(way)
    let more = served.folder.path.appending("more").display
    let top = try await served.json("/api/folders")
    #expect(top["folders"]?.elements.map { $0["path"]?.text } == [more])
    #expect(top["indexed"]?.elements == [.string(served.pictures.display)])
    try FileManager.default.createDirectory(
      at: served.folder.url.appending(path: "more/.hidden"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      at: served.folder.url.appending(path: "more/link"), withDestinationURL: URL(filePath: "/"))
    let inner = try await served.json("/api/folders?path=\(PercentCoding.encoded(more))")
    #expect(inner["folders"]?.elements.map { $0["name"] } == ["inner"])
    #expect(inner["parent"]?.isNull == true)
    let below = try await served.json("/api/folders?path=\(PercentCoding.encoded(more + "/inner"))")
    #expect(below["parent"]?.text == more && below["folders"]?.elements == [])
    for (path, status) in [
      ("/", 403), ("/etc", 403), (more + "/..", 403), (more + "/link", 403),
      (more + "/link/etc", 403),
      ("..", 422), (more + "/none", 404),
    ] {
      let answer = try await served.get("/api/folders?path=\(PercentCoding.encoded(path))")
      #expect(answer.status == status, "\(path): \(answer.text)")
    }
  }

  @Test func settingsAreChangedOneByOne() async throws {
    let served = try ServedLibrary()
    let more = served.folder.path.appending("more").display
    let before = try await served.json("/api/settings")
    #expect(
      before["embedding_model"]?.isNull == true && before["reference_folders"]?.elements == [])
    let after = try await served.post(
      "/api/settings", ["reference_folders": [.string(more)]], method: .patch)
    #expect(try after.json["reference_folders"]?.elements == [.string(more)])
    #expect(try await served.post("/api/settings", [:], method: .patch).bytes == after.bytes)
    for (body, status) in [
      (["reference_folders": ["/etc"]], 403), (["colour": "red"], 422),
      (["embedding_model": "none"], 422), (["reference_folders": "x"], 422),
    ] as [(JSONValue, Int)] {
      #expect(try await served.post("/api/settings", body, method: .patch).status == status)
    }
    let companions = try await served.post(
      "/api/settings", ["companions": ["_MASK.png", "!.psd"]], method: .patch)
    #expect(try companions.json["companions"]?.elements == ["_mask.png", "!.psd"])
    #expect(
      try await served.post("/api/settings", ["companions": ["mask"]], method: .patch).status == 422
    )
    let cleared = try await served.post(
      "/api/settings", ["reference_folders": []], method: .patch)
    #expect(try cleared.json["reference_folders"]?.elements == [])
    #expect(try await served.json("/api/models")["models"]?.elements == [])
  }

  @Test func statisticsCountWhatIsThere() async throws {
    let numbers = try await ServedLibrary().json("/api/statistics")
    #expect(numbers["images"]?.int == 4)
    #expect(numbers["files"]?["present"]?["count"]?.int == 5)
    #expect(numbers["files"]?["failed"]?["count"]?.int == 1)
    #expect(numbers["formats"]?["bmp"]?["count"]?.int == 4)
    #expect(numbers["duplicate_groups"]?.int == 2 && numbers["duplicate_copies"]?.int == 2)
  }

  @Test func suggestionsFollowWhatWasTyped() async throws {
    let served = try ServedLibrary()
    let found = try await served.json("/api/suggest?q=pict")
    #expect(found["suggestions"]?.elements.contains { $0["text"] == "pictures" } == true)
    #expect(try await served.json("/api/suggest")["suggestions"]?.elements == [])
    let copies = served.pictures.appending("sub")
    _ = try served.library.setMark(
      "cropped", on: [copies, served.pictures.appending("c.bmp")], clear: false)
    #expect(
      try await served.json("/api/suggest?q=crop")["suggestions"]?.elements
        == [["text": "cropped", "kind": "mark", "count": 2]])
    #expect(try await served.get("/api/suggest?limit=0").status == 422)
  }

  @Test(arguments: Way.allCases)
  func searchesAreExported(way: Way) async throws {
    let served = try ServedLibrary(way)
    let json = try await served.json("/api/search/export")
    #expect(json["hits"]?.elements.count == 4)
    let lines = try await served.get("/api/search/export?format=ndjson&limit=3").text
      .split(separator: "\n")
    #expect(lines.count == 3)
    for line in lines { _ = try JSONValue(parsing: line.utf8) }
    let table = try await served.get("/api/search/export?format=csv&text=mirrored")
    #expect(table.fields["Content-Disposition"] == "attachment; filename=\"semblance.csv\"")
    let rows = table.text.components(separatedBy: "\r\n")
    #expect(rows.count == 3 && rows[0].hasPrefix("image_id,score"))
    #expect(rows[1].contains("b mirrored.bmp"))
    #expect(try await served.get("/api/search/export?format=xml").status == 422)
    #expect(try await served.get("/api/search/export?filter=%7B%22x%22%3A1%7D").status == 422)
  }

  @Test func aNameIsNoFormula() async throws {
    let served = try ServedLibrary()
    try served.folder.write(DrawnPicture.bitmap(seed: 5), to: "pictures/=cmd,\"x\".bmp")
    try served.library.index([served.pictures])
    let table = try await served.get("/api/search/export?format=csv").text
    #expect(table.contains(",\"'=cmd,\"\"x\"\".bmp\","))
  }
}
