import Core
import Engine
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// Stars, favourites, tags and setting aside, of many pictures in one call.
@Suite struct EditTests {
  private static let nobody: JSONValue = "01ARZ3NDEKTSV4RRFFQ69G5FAV"

  private func ids(_ served: ServedLibrary, _ names: String...) async throws -> JSONValue {
    let known = try await served.ids()
    return .array(try names.map { .string(try #require(known["\($0).bmp"], "\($0)")) })
  }

  private func names(_ served: ServedLibrary, _ filter: JSONValue) async throws -> [String] {
    let found = try await served.post("/api/search", ["filter": filter]).json
    return (found["hits"]?.elements ?? []).compactMap { $0["image"]?["name"]?.text }.sorted()
  }

  @Test(arguments: Way.allCases)
  func manyPicturesAreEditedFoundAndPutBack(way: Way) async throws {
    let served = try ServedLibrary(way)
    let two = try await ids(served, "b", "c")
    let answer = try await served.post(
      "/api/images/bulk",
      ["ids": two, "rating": 4, "favourite": true, "add_tags": [" holiday ", "sea"]])
    #expect(answer.status == 200, "\(answer.text)")
    #expect(try answer.json["changed"]?.int == 2)
    let edit = try #require(try answer.json["edit_id"])
    for filter: JSONValue in [
      ["rating": ["gte": 3]], ["favourite": true], ["tags": "holiday"],
      ["favorite": true, "tags": ["any": ["sea", "x"]]],
    ] {
      #expect(try await names(served, filter) == ["b.bmp", "c.bmp"], "\(filter)")
    }
    #expect(
      try await served.json("/api/images?sort=rating")["items"]?.elements
        .map { $0["rating"]?.int } == [4, 4, nil, nil])
    let month = try await served.json("/api/timeline/undated")
    #expect(month["ratings"]?.elements.compactMap(\.int) == [4, 4])
    #expect(month["favourites"]?.elements.count { $0 == true } == 2)
    let one = try await served.json("/api/images/\(two.elements[0].text ?? "")")
    #expect(one["rating"]?.int == 4 && one["tags"] == ["holiday", "sea"])
    #expect(one["judgement"]?["person_rating"]?.int == 4)
    #expect(one["judgement"]?["favourite"] == true)
    #expect(one["judgement"]?["tags"]?.elements[0] == ["name": "holiday", "source": "person"])

    let undone = try await served.post("/api/undo", ["edit_id": edit])
    #expect(try undone.json["pictures"]?.int == 2)
    #expect(try undone.json["files"]?.int == 0)
    #expect(try await names(served, ["tags": "holiday"]) == [])
    #expect(try await names(served, ["favourite": true]) == [])
    #expect(try await names(served, ["rating": ["exists": false]]).count == 4)
    #expect(try await served.post("/api/undo", ["edit_id": edit]).status == 404)
  }

  @Test func oneUnknownPictureDoesNotStopTheOthers() async throws {
    let served = try ServedLibrary()
    let known = try await ids(served, "c")
    let answer = try await served.post(
      "/api/images/bulk", ["ids": .array(known.elements + [Self.nobody]), "rating": 5]
    ).json
    #expect(answer["results"]?.elements.map { $0["ok"] } == [true, false])
    #expect(answer["changed"]?.int == 1)
    // The same again changes nothing, and there is nothing to undo.
    let again = try await served.post("/api/images/bulk", ["ids": known, "rating": 5]).json
    #expect(again["edit_id"]?.isNull == true && again["changed"]?.int == 0)
    _ = try await served.post("/api/images/bulk", ["ids": known, "rating": nil])
    let page = try await served.json("/api/images")
    #expect(page["items"]?.elements.allSatisfy { $0["rating"]?.isNull == true } == true)
  }

  @Test func whatCannotBeMeantIsRefused() async throws {
    let served = try ServedLibrary()
    let one = try await ids(served, "c")
    let long = JSONValue.string(String(repeating: "a", count: 101))
    for (body, path) in [
      (["ids": one], "rating"), (["ids": [], "rating": 1], "ids"),
      (["ids": one, "rating": 6], "rating"), (["ids": one, "rating": -1], "rating"),
      (["ids": one, "add_tags": [" "]], "add_tags[0]"),
      (["ids": one, "add_tags": ["a\nb"]], "add_tags[0]"),
      (["ids": one, "add_tags": [long]], "add_tags[0]"),
      (["ids": one, "add_tags": ["a"], "remove_tags": ["a "]], "remove_tags"),
      (["ids": ["x"], "rating": 1], "ids[0]"), (["ids": one, "stars": 1], "stars"),
      (["ids": one, "add_tags": []], "rating"),
    ] as [(JSONValue, String)] {
      let answer = try await served.post("/api/images/bulk", body)
      #expect(answer.status == 422, "\(body)")
      #expect(try answer.json["path"]?.text == path, "\(body)")
    }
  }

  @Test(arguments: Way.allCases)
  func picturesAreSetAsideWithAllTheirFilesAndComeBack(way: Way) async throws {
    let served = try ServedLibrary(way)
    let two = try await ids(served, "a", "c")
    let answer = try await served.post(
      "/api/images/set-aside", ["ids": .array(two.elements + [Self.nobody])])
    #expect(answer.status == 200, "\(answer.text)")
    let aside = try answer.json
    // `a` lies in two files.
    #expect(aside["staged"]?.int == 3)
    #expect(aside["results"]?.elements.map { $0["ok"] } == [true, true, false])
    for name in ["a.bmp", "sub/a copy.bmp", "c.bmp"] {
      let path = served.pictures.appending(name).display
      #expect(!FileManager.default.fileExists(atPath: path), "\(name)")
    }
    #expect(try await served.json("/api/images")["total"]?.int == 2)
    let review = try await served.json("/api/review")
    let status = try await served.json("/api/index/status")
    #expect(status["staged_items"] == review["total"])
    #expect(status["staged_files"] == review["file_count"])
    let again = try await served.post("/api/images/set-aside", ["ids": two]).json
    #expect(again["staged"]?.int == 0)
    #expect(again["results"]?.elements.allSatisfy { $0["ok"] == false } == true)
    let operation = try #require(aside["operation_id"])
    #expect(
      try await served.post("/api/undo", ["operation_id": operation]).json["files"]?.int == 3)
    #expect(try await served.json("/api/images")["total"]?.int == 4)
  }

  @Test func nothingInAReferenceFolderIsSetAside() async throws {
    let served = try ServedLibrary()
    try served.library.addReference(served.pictures.appending("sub"))
    let answer = try await served.post(
      "/api/images/set-aside", ["ids": try await ids(served, "a", "b")]
    ).json
    #expect(answer["results"]?.elements.map { $0["ok"] } == [false, true])
    #expect(answer["results"]?.elements[0]["error"]?.text?.contains("reference") == true)
    #expect(FileManager.default.fileExists(atPath: served.pictures.appending("a.bmp").display))
  }

  // MARK: Merge

  private func members(_ group: JSONValue) -> [JSONValue] { group["members"]?.elements ?? [] }

  @Test(arguments: Way.allCases)
  func aMergeKeepsWhatWasSaidOfWhatGoes(way: Way) async throws {
    let served = try ServedLibrary(way)
    let group = try await served.group("rotated")
    let (best, other) = (members(group)[0], members(group)[1])
    _ = try await served.post(
      "/api/images/bulk",
      [
        "ids": .array([other["image_id"] ?? .null]), "rating": 4, "favourite": true,
        "add_tags": ["sea", "both"],
      ])
    _ = try await served.post(
      "/api/images/bulk",
      ["ids": .array([best["image_id"] ?? .null]), "rating": 2, "add_tags": ["both"]])
    let target = "/api/duplicates/\(group["id"]?.text ?? "")/merge"
    let answer = try await served.post(
      target,
      ["keep": best["file_id"] ?? .null, "stage": .array([other["file_id"] ?? .null])])
    #expect(answer.status == 200, "\(answer.text)")
    let merged = try answer.json
    #expect(merged["staged"]?.int == 1)
    let kept = "/api/images/\(best["image_id"]?.text ?? "")"
    let said = try await served.json(kept)
    #expect(said["tags"] == ["both", "sea"] && said["rating"]?.int == 4)
    #expect(said["image"]?["favourite"] == true)
    #expect(!FileManager.default.fileExists(atPath: other["path"]?.text ?? ""))

    let undone = try await served.post(
      "/api/undo",
      ["operation_id": merged["operation_id"] ?? .null, "edit_id": merged["edit_id"] ?? .null]
    ).json
    #expect(undone["files"]?.int == 1 && undone["pictures"]?.int == 1)
    let back = try await served.json(kept)
    #expect(back["tags"] == ["both"] && back["rating"]?.int == 2)
    #expect(back["image"]?["favourite"] == false)
    #expect(FileManager.default.fileExists(atPath: other["path"]?.text ?? ""))
  }

  @Test func aMergeThatMovesNothingTakesNothingOver() async throws {
    let served = try ServedLibrary()
    let group = try await served.group("rotated")
    let (best, other) = (members(group)[0], members(group)[1])
    _ = try await served.post(
      "/api/images/bulk", ["ids": .array([other["image_id"] ?? .null]), "add_tags": ["sea"]])
    try Data("changed".utf8).write(to: URL(filePath: other["path"]?.text ?? ""))
    let target = "/api/duplicates/\(group["id"]?.text ?? "")/merge"
    let answer = try await served.post(
      target,
      ["keep": best["file_id"] ?? .null, "stage": .array([other["file_id"] ?? .null])]
    ).json
    #expect(answer["staged"]?.int == 0 && answer["edit_id"]?.isNull == true)
    let kept = try await served.json("/api/images/\(best["image_id"]?.text ?? "")")
    #expect(kept["tags"] == [])
    for body in [
      ["keep": best["file_id"] ?? .null, "stage": .array([best["file_id"] ?? .null])],
      ["keep": 99_999, "stage": .array([other["file_id"] ?? .null])],
      ["keep": best["file_id"] ?? .null, "stage": []],
    ] as [JSONValue] {
      #expect(try await served.post(target, body).status == 422, "\(body)")
    }
  }

  @Test func starsAndFavouritesFilterUnderTheirOtherNames() async throws {
    let served = try ServedLibrary()
    let answer = try await served.post(
      "/api/images/bulk", ["ids": try await ids(served, "b"), "rating": 5])
    #expect(answer.status == 200)
    #expect(try await names(served, ["stars": 5]) == ["b.bmp"])
    #expect(try await names(served, ["favourite": false]).count == 4)
  }
}
