import Core
import Engine
import HTTPKit
import TestSupport
import Testing
import WebAPI

@Suite struct ListingTests {
  @Test(arguments: Way.allCases)
  func pagesTogetherHoldEveryPictureOnceInEveryOrder(way: Way) async throws {
    let served = try ServedLibrary(way)
    for sort in PictureOrder.allCases {
      for order in ["asc", "desc"] {
        var ids: [String] = []
        var cursor: String?
        repeat {
          let page = try await served.json(
            "/api/images?limit=1&sort=\(sort.rawValue)&order=\(order)"
              + (cursor.map { "&cursor=\($0)" } ?? ""))
          #expect(page["total"]?.int == 4)
          ids += page["items"]?.elements.compactMap { $0["id"]?.text } ?? []
          cursor = page["next_cursor"]?.text
        } while cursor != nil && ids.count < 10
        let whole = try await served.json("/api/images?sort=\(sort.rawValue)&order=\(order)")
        #expect(whole["items"]?.elements.compactMap { $0["id"]?.text } == ids)
        #expect(Set(ids).count == 4 && ids.count == 4)
      }
    }
  }

  @Test func namesAreInTheOrderOfTheirBytes() async throws {
    let served = try ServedLibrary()
    let page = try await served.json("/api/images?sort=name")
    #expect(
      page["items"]?.elements.compactMap { $0["name"]?.text } == [
        "a.bmp", "b mirrored.bmp", "b.bmp", "c.bmp",
      ])
    let first = try #require(page["items"]?.elements.first)
    #expect(first["file_count"]?.int == 2 && first["is_duplicate"] == true)
    #expect(first["format"] == "bmp" && first["taken"]?.isNull == true)
    #expect(first["placeholder"]?.text?.utf8.count == 32)
  }

  @Test(arguments: Way.allCases)
  func marksAreToldAndSearchedFor(way: Way) async throws {
    let served = try ServedLibrary(way)
    _ = try served.library.setMark(
      "cropped", on: [served.pictures.appending("c.bmp")], clear: false)
    let page = try await served.json("/api/images?sort=name")
    #expect(
      page["items"]?.elements.map { $0["marks"]?.elements ?? [] } == [[], [], [], ["cropped"]])
    let id = try #require(page["items"]?.elements.last?["id"]?.text)
    let image = try await served.json("/api/images/\(id)")
    #expect(image["image"]?["marks"] == ["cropped"])
    #expect(image["files"]?.elements.map { $0["marks"]?.elements } == [["cropped"]])
    let month = try await served.json("/api/timeline/undated")
    let place = month["ids"]?.elements.firstIndex(of: .string(id))
    #expect(
      month["marks"]?.elements.enumerated().filter { $1 != [] }.map(\.offset)
        == [try #require(place)])
    for filter: JSONValue in [["marks": "cropped"], ["marks": ["any": ["done", "Cropped"]]]] {
      let found = try await served.post("/api/search", ["filter": filter]).json
      #expect(found["hits"]?.elements.map { $0["id"]?.text } == [id], "\(filter)")
    }
  }

  @Test func aCursorOfAnotherOrderIsRefused() async throws {
    let served = try ServedLibrary()
    let cursor = try #require(
      try await served.json("/api/images?limit=1&sort=name")["next_cursor"]?.text)
    for query in [
      "sort=size&cursor=\(cursor)", "sort=name&order=desc&cursor=\(cursor)", "cursor=ff",
    ] {
      #expect(try await served.get("/api/images?\(query)").status == 409, "\(query)")
    }
  }

  @Test(arguments: Way.allCases)
  func monthsHoldWhatTheyCount(way: Way) async throws {
    let served = try ServedLibrary(way)
    let timeline = try await served.json("/api/timeline")
    #expect(timeline["total"]?.int == 4)
    #expect(timeline["buckets"]?.elements == [["key": "undated", "count": 4]])
    let whole = try await served.json("/api/timeline/undated")
    let ids = try #require(whole["ids"]?.elements)
    for column in ["ratios", "taken", "placeholders", "marks"] {
      #expect(whole[column]?.elements.count == ids.count, "\(column)")
    }
    let first = try await served.json("/api/timeline/undated?limit=2")
    let next = try #require(first["next_cursor"]?.text)
    let second = try await served.json("/api/timeline/undated?limit=2&cursor=\(next)")
    #expect((first["ids"]?.elements ?? []) + (second["ids"]?.elements ?? []) == ids)
    #expect(second["next_cursor"]?.isNull == true)
    #expect(try await served.json("/api/timeline/1999-01")["ids"]?.elements == [])
    #expect(try await served.get("/api/timeline/yesterday").status == 400)
  }

  @Test func picturesThatGoLeaveTheListing() async throws {
    let served = try ServedLibrary()
    let before = try await served.json("/api/images?limit=1&sort=name")
    try served.folder.remove("pictures/b.bmp")
    try served.library.index([served.pictures])
    let after = try await served.json(
      "/api/images?sort=name&cursor=\(before["next_cursor"]?.text ?? "")")
    #expect(
      after["items"]?.elements.compactMap { $0["name"]?.text } == ["b mirrored.bmp", "c.bmp"])
    #expect(after["total"]?.int == 3)
    #expect(try await served.json("/api/timeline")["total"]?.int == 3)
  }
}
