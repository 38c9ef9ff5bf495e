import Core
import Engine
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

@Suite struct ResolvingTests {
  private func files(_ served: ServedLibrary) -> Set<String> {
    let found = FileManager.default.enumerator(atPath: served.folder.url.path)?.compactMap {
      $0 as? String
    }
    return Set((found ?? []).filter { $0.hasSuffix(".bmp") })
  }

  private func members(_ group: JSONValue) -> [(file: JSONValue, path: String)] {
    (group["members"]?.elements ?? []).map { ($0["file_id"] ?? .null, $0["path"]?.text ?? "") }
  }

  @Test(arguments: Way.allCases)
  func filesAreSetAsideListedPutBackAndApproved(way: Way) async throws {
    let served = try ServedLibrary(way)
    let before = files(served)
    let group = try await served.group("exact-file")
    let (best, copy) = (members(group)[0], members(group)[1])
    let id = try #require(group["id"]?.text)
    let resolved = try await served.post(
      "/api/duplicates/\(id)/resolve", ["keep": .array([best.file]), "stage": .array([copy.file])])
    #expect(resolved.status == 200, "\(resolved.text)")
    #expect(try resolved.json["staged"]?.int == 1)
    #expect(try resolved.json["results"]?.elements == [["id": copy.file, "ok": true]])
    #expect(!FileManager.default.fileExists(atPath: copy.path))
    #expect(FileManager.default.fileExists(atPath: best.path))
    #expect(try await served.json("/api/duplicates?kind=exact-file")["group_count"]?.int == 0)
    #expect(try await served.get("/api/images?limit=1").status == 200)

    let review = try await served.json("/api/review")
    #expect(review["total"]?.int == 1)
    let item = try #require(review["items"]?.elements.first)
    #expect(item["original_path"]?.text == copy.path)
    #expect(item["image"]?["id"] == group["best_image_id"])
    #expect(item["marks"] == [])
    #expect(item["operation_id"] == (try resolved.json["operation_id"]))
    let unit = try #require(item["id"])

    let restored = try await served.post("/api/review/restore", ["ids": .array([unit])])
    #expect(try restored.json["restored"]?.int == 1)
    #expect(files(served) == before)
    #expect(try await served.json("/api/duplicates?kind=exact-file")["group_count"]?.int == 1)

    // Undone: set aside again.
    #expect(try await served.post("/api/undo", [:]).json["files"]?.int == 1)
    #expect(try await served.json("/api/review")["total"]?.int == 1)
    let wrong = try await served.post("/api/review/approve", ["all": true, "count": 2])
    #expect(wrong.status == 409)
    #expect(try wrong.json["count"]?.int == 1)
    #expect(try await served.json("/api/review")["total"]?.int == 1)
    let approved = try await served.post(
      "/api/review/approve", ["ids": .array([unit]), "count": 1])
    #expect(try approved.json["removed"]?.int == 1)
    #expect(try await served.json("/api/review")["total"]?.int == 0)
    // Out of the trash again, and back to where it came from.
    #expect(try await served.post("/api/undo", [:]).json["files"]?.int == 1)
    let staged = try #require(
      try await served.json("/api/review")["items"]?.elements.first?["id"])
    _ = try await served.post("/api/review/restore", ["ids": .array([staged])])
    #expect(files(served) == before)
  }

  @Test func whatIsAsideKeepsItsMarks() async throws {
    let served = try ServedLibrary()
    let group = try await served.group("exact-file")
    let (best, copy) = (members(group)[0], members(group)[1])
    _ = try served.library.setMark("cropped", on: [FilePath(copy.path)], clear: false)
    let id = try #require(group["id"]?.text)
    _ = try await served.post(
      "/api/duplicates/\(id)/resolve", ["keep": .array([best.file]), "stage": .array([copy.file])])
    let review = try await served.json("/api/review")
    let item = try #require(review["items"]?.elements.first)
    #expect(review["file_count"]?.int == 2 && item["marks"] == ["cropped"])
    // The one that stays has the same bytes and no mark.
    #expect(item["image"]?["marks"] == [])
  }

  @Test func whatCannotBeResolvedChangesNothing() async throws {
    let served = try ServedLibrary()
    let before = files(served)
    let group = try await served.group("exact-file")
    let ids = members(group).map(\.file)
    let id = try #require(group["id"]?.text)
    for (body, path) in [
      (["keep": [], "stage": .array(ids)], "stage"),
      (["keep": .array([ids[0]]), "stage": .array([ids[0]])], "stage"),
      (["keep": [], "stage": [99_999]], "stage"), (["keep": [99_999], "stage": []], "keep"),
      (["stage": []], "keep"), (["keep": [], "stage": ["a"]], "stage[0]"),
      (["keep": [], "stage": [], "force": true], "force"),
    ] as [(JSONValue, String)] {
      let answer = try await served.post("/api/duplicates/\(id)/resolve", body)
      #expect(answer.status == 422, "\(body)")
      #expect(try answer.json["path"]?.text == path, "\(body)")
    }
    for group in ["1-99", "9-1", "x", "1-0", "..", "1-1-1"] {
      let answer = try await served.post(
        "/api/duplicates/\(group)/resolve", ["keep": [], "stage": []])
      #expect(answer.status == 404, "\(group)")
    }
    let nothing = try await served.post(
      "/api/duplicates/\(id)/resolve", ["keep": .array(ids), "stage": []])
    #expect(try nothing.json["operation_id"]?.isNull == true)
    #expect(try await served.post("/api/undo", [:]).status == 409)
    #expect(try await served.post("/api/undo", ["operation_id": 7]).status == 404)
    #expect(try await served.post("/api/review/restore", ["ids": ["7.1"]]).status == 404)
    #expect(try await served.post("/api/review/restore", ["ids": ["x"]]).status == 422)
    #expect(try await served.post("/api/review/approve", ["count": 0]).status == 422)
    #expect(files(served) == before)
  }

  @Test func aFileThatChangedIsRefusedByItself() async throws {
    let served = try ServedLibrary()
    let group = try await served.group("rotated")
    let (best, copy) = (members(group)[0], members(group)[1])
    try Data("changed".utf8).write(to: URL(filePath: copy.path))
    let answer = try await served.post(
      "/api/duplicates/\(group["id"]?.text ?? "")/resolve",
      ["keep": .array([best.file]), "stage": .array([copy.file])])
    #expect(answer.status == 200)
    let result = try #require(try answer.json["results"]?.elements.first)
    #expect(result["ok"] == false && result["error"]?.text?.contains("changed") == true)
    #expect(FileManager.default.fileExists(atPath: copy.path))
  }

  @Test(arguments: Way.allCases)
  func aDecisionHidesTheGroupUntilItIsTakenBack(way: Way) async throws {
    let served = try ServedLibrary(way)
    let id = try #require(try await served.group("rotated")["id"]?.text)
    let answer = try await served.post("/api/duplicates/\(id)/ignore", [:])
    #expect(try answer.json == ["pairs": 1])
    #expect(try await served.json("/api/duplicates?kind=rotated")["group_count"]?.int == 0)
    #expect(try served.library.findDuplicates().groups.count == 1)
    let gone = try await served.post("/api/duplicates/\(id)/ignore", [:], method: .delete)
    #expect(gone.status == 404)
    #expect(try served.library.reader.notDuplicates().count == 1)
  }

  /// A group of copies of the best and of a picture that somebody says is another.
  @Test func whatIsNoDuplicateLeavesTheGroupAndCopiesOfTheBestStay() async throws {
    let served = try ServedLibrary()
    let path = served.pictures.appending("b.bmp").display
    try FileManager.default.copyItem(
      atPath: path, toPath: served.pictures.appending("sub/b again.bmp").display)
    try served.library.index([served.pictures])
    _ = try served.library.findDuplicates()
    let group = try await served.group("rotated")
    let id = try #require(group["id"]?.text)
    #expect(members(group).count == 3)
    #expect(
      try await served.post("/api/duplicates/\(id)/ignore", [:]).json == ["pairs": 1])
    let groups = try await served.json("/api/duplicates")
    let left = try #require(groups["groups"]?.elements.first { $0["id"]?.text == id })
    #expect(members(left).count == 2 && left["kind"] == "exact-file")
    #expect(left["confidence"]?.int == 100)
    #expect(Set(left["members"]?.elements.map { $0["image_id"] ?? .null } ?? []).count == 1)
    // Two groups of two files each.
    #expect(groups["group_count"]?.int == 2 && groups["copy_count"]?.int == 2)
    let file = try #require(left["members"]?.elements[1]["bytes"]?.int)
    #expect(groups["reclaimable_bytes"]?.int == 2 * file)
    let back = try await served.post("/api/duplicates/\(id)/ignore", [:], method: .delete)
    #expect(try back.json == ["pairs": 1])
    #expect(members(try await served.group("rotated")).count == 3)
  }

  @Test func aDecisionIsTakenBack() async throws {
    let served = try ServedLibrary()
    let id = try #require(try await served.group("rotated")["id"]?.text)
    _ = try await served.post("/api/duplicates/\(id)/ignore", ["note": "art"])
    let back = try await served.post("/api/duplicates/\(id)/ignore", [:], method: .delete)
    #expect(try back.json == ["pairs": 1])
    _ = try await served.group("rotated")
    // Files with the same bytes hold one picture, of which nothing can be said.
    let exact = try #require(try await served.group("exact-file")["id"]?.text)
    #expect(try await served.post("/api/duplicates/\(exact)/ignore", [:]).status == 422)
  }

  @Test func theSameRequestTwiceIsDoneOnce() async throws {
    let served = try ServedLibrary()
    let group = try await served.group("exact-file")
    let target = "/api/duplicates/\(group["id"]?.text ?? "")/resolve"
    let body = JSONText.bytes([
      "keep": .array([members(group)[0].file]), "stage": .array([members(group)[1].file]),
    ])
    let fields: HTTPFields = ["Content-Type": "application/json", "Idempotency-Key": "k1"]
    let first = try await served.send(.post, target, fields, body: body)
    let second = try await served.send(.post, target, fields, body: body)
    #expect(first.status == 200 && second.bytes == first.bytes)
    #expect(try await served.json("/api/review")["total"]?.int == 1)
    let other: HTTPFields = ["Content-Type": "application/json", "Idempotency-Key": "k2"]
    #expect(try await served.send(.post, target, other, body: body).status == 404)
  }
}
