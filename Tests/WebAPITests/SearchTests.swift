import Core
import Engine
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

@Suite struct SearchTests {
  @Test(arguments: Way.allCases)
  func picturesAreFoundByWordsWithReasons(way: Way) async throws {
    let served = try ServedLibrary(way)
    let answer = try await served.post("/api/search", ["text": "mirrored"]).json
    let hit = try #require(answer["hits"]?.elements.first)
    #expect(hit["image"]?["name"] == "b mirrored.bmp")
    #expect(hit["id"] == hit["image"]?["id"])
    #expect(hit["why"]?.elements.first?.text?.contains("mirrored") == true)
    #expect(hit["percent"]?.int.map { $0 > 50 } == true)
    #expect(answer["no_good_match"] == false)
    #expect(answer["notices"]?.elements.first?.text?.contains("no model") == true)
    let nothing = try await served.post("/api/search", ["text": "submarine"]).json
    #expect(nothing["hits"]?.elements == [] && nothing["no_good_match"] == true)
  }

  @Test func aFilterAloneListsWhatMeetsIt() async throws {
    let served = try ServedLibrary()
    let all = try await served.post("/api/search", ["filter": ["format": "bmp"]]).json
    #expect(all["hits"]?.elements.count == 4 && all["total"]?.int == 4)
    #expect(all["hits"]?.elements.allSatisfy { $0["band"]?.isNull == true } == true)
    let none = try await served.post(
      "/api/search", ["filter": ["must_not": [["key": "format", "match": ["value": "bmp"]]]]]
    ).json
    #expect(none["hits"]?.elements == [])
    let many = try await served.post(
      "/api/search", ["filter": ["duplicates": true], "limit": 1]
    ).json
    let next = try #require(many["next_cursor"])
    let rest = try await served.post(
      "/api/search", ["filter": ["duplicates": true], "limit": 10, "cursor": next]
    ).json
    #expect(
      rest["hits"]?.elements.contains { $0["id"] == many["hits"]?.elements[0]["id"] } == false)
  }

  @Test func whatIsWrongIsSaidWithItsPlace() async throws {
    let served = try ServedLibrary()
    for (body, path) in [
      (["filter": ["colour": 1]], "filter"), (["filter": 5], "filter"),
      (["filter": ["must": [["key": "iso", "range": ["gt": "x"]]]]], "filter.must[0].range.iso"),
      (["texts": "x"], "texts"), (["limit": 0], "limit"), (["text": 5], "text"),
      (["image_id": "nope"], "image_id"), (["score_threshold": 2], "score_threshold"),
    ] as [(JSONValue, String)] {
      let answer = try await served.post("/api/search", body)
      #expect(answer.status == 422, "\(body)")
      let place = try answer.json["path"]?.text ?? ""
      #expect(place == path || place.hasPrefix(path + "."), "\(body): \(place)")
    }
    let deep = String(repeating: #"{"not":"#, count: 70) + "{}" + String(repeating: "}", count: 70)
    let fields: HTTPFields = ["Content-Type": "application/json"]
    let nested = try await served.send(
      .post, "/api/search", fields, body: Array(#"{"filter":\#(deep)}"#.utf8))
    #expect(nested.status == 400)
    let long = try await served.send(
      .post, "/api/search", fields, body: Array(repeating: 0x20, count: 2 << 20))
    #expect(long.status == 413)
    #expect(try await served.post("/api/search", ["text": "a", "cursor": "x"]).status == 409)
  }

  @Test(arguments: Way.allCases)
  func picturesAreFoundByExample(way: Way) async throws {
    let served = try ServedLibrary(way)
    let ids = try await served.ids()
    let id = try #require(ids["a.bmp"])
    let similar = try await served.json("/api/images/\(id)/similar?limit=2")
    #expect(similar["hits"]?.elements.count == 2)
    #expect(similar["hits"]?.elements.contains { $0["id"]?.text == id } == false)
    let byID = try await served.post(
      "/api/search/similar", ["image_id": .string(id), "limit": 3, "include_payload": false])
    let hits = try #require(try byID.json["hits"]?.elements)
    #expect(hits.count == 3 && hits.allSatisfy { $0["payload"] == nil })
    let scores = hits.compactMap { $0["score"]?.double }
    #expect(scores == scores.sorted(by: >))
    let close = try await served.post(
      "/api/search/similar", ["image_id": .string(id), "phash_gate": 0])
    #expect(try close.json["hits"]?.elements == [])
  }

  private func form(_ parts: [(head: String, bytes: [UInt8])]) -> [UInt8] {
    parts.flatMap { part in
      Array("--x\r\nContent-Disposition: form-data; \(part.head)\r\n\r\n".utf8) + part.bytes
        + Array("\r\n".utf8)
    } + Array("--x--\r\n".utf8)
  }

  private let formFields: HTTPFields = [
    "Content-Type": "multipart/form-data; boundary=x", "X-Semblance": "1",
  ]

  @Test(arguments: Way.allCases)
  func aPictureThatIsSentIsFound(way: Way) async throws {
    let served = try ServedLibrary(way)
    let id = try #require(try await served.ids()["c.bmp"])
    let picture = DrawnPicture.bitmap(seed: 3)
    let answer = try await served.send(
      .post, "/api/search/similar", formFields,
      body: form([
        (#"name="file"; filename="../x.bmp""#, picture), (#"name="limit""#, Array("1".utf8)),
        (#"name="phash_gate""#, Array("4".utf8)),
        (#"name="filter""#, Array(#"{"format":"bmp"}"#.utf8)),
      ]))
    #expect(answer.status == 200, "\(answer.text)")
    let hit = try #require(try answer.json["hits"]?.elements.first)
    #expect(hit["image_id"]?.text == id)
    #expect(hit["score"]?.double.map { $0 > 0.99 } == true)
    #expect(hit["payload"]?["image_id"]?.text == id)
    #expect(hit["preview_url"]?.text == "/api/images/\(id)/preview")
  }

  @Test func whatIsNoPictureOrTooMuchIsRefused() async throws {
    let served = try ServedLibrary()
    func status(_ parts: [(head: String, bytes: [UInt8])]) async throws -> Int {
      try await served.send(.post, "/api/search/similar", formFields, body: form(parts)).status
    }
    let file = #"name="file"; filename="x""#
    #expect(try await status([(file, Array("no picture".utf8))]) == 422)
    #expect(try await status([]) == 422)
    let picture = DrawnPicture.bitmap(seed: 1)
    #expect(try await status([(file, picture), (file, picture)]) == 422)
    #expect(try await status([(#"name="other"; filename="x""#, picture)]) == 422)
    #expect(try await status([(file, picture), (#"name="limit""#, Array("x".utf8))]) == 422)
    #expect(try await status([(file, picture), (#"name="text_query""#, Array("x".utf8))]) == 422)
    #expect(try await status([(file, picture), (#"name="use_crops""#, Array("true".utf8))]) == 422)
    // A bitmap that says it has 60,000 × 60,000 pixels is refused by its head.
    var huge = Array(picture.prefix(54))
    for offset in [18, 22] {
      huge.replaceSubrange(offset..<(offset + 4), with: [0x60, 0xEA, 0, 0])
    }
    #expect(try await status([(file, huge)]) == 422)
    let cut = form([(file, picture)]).dropLast(20)
    let answer = try await served.send(
      .post, "/api/search/similar", formFields, body: Array(cut))
    #expect(answer.status == 400)
  }
}
