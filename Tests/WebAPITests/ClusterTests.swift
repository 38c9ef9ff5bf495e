import Core
import Engine
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// `POST /api/search/cluster` of requirement 001.
@Suite struct ClusterTests {
  /// Three more drawings, two of which differ in the last bit of every sample.
  private func library(_ way: Way = .inProcess) throws -> ServedLibrary {
    let served = try ServedLibrary(way)
    for (name, seed) in [("red 1", 21), ("red 2", 21), ("blue 1", 22)] as [(String, UInt64)] {
      var bytes = Array(DrawnPicture.bitmap(seed: seed))
      if name == "red 2" { for index in bytes.indices.dropFirst(54) { bytes[index] ^= 1 } }
      try served.folder.write(bytes, to: "more/\(name).bmp")
    }
    try served.library.index([served.folder.path.appending("more")])
    return served
  }

  @Test(arguments: Way.allCases)
  func whatLooksAlikeIsTogether(way: Way) async throws {
    let served = try library(way)
    let ids = try await served.ids()
    let answer = try await served.post("/api/search/cluster", ["limit": 100, "threshold": 0.9])
    #expect(answer.status == 200, "\(answer.text)")
    let found = try answer.json
    let clusters = try #require(found["clusters"]?.elements)
    let members = clusters.map { cluster in
      Set((cluster["members"]?.elements ?? []).compactMap { $0["image_id"]?.text })
    }
    let reds = try ["red 1.bmp", "red 2.bmp"].map { try #require(ids[$0]) }
    #expect(members.contains(Set(reds)), "\(found)")
    for cluster in clusters {
      let members = cluster["members"]?.elements ?? []
      #expect(cluster["representative"] == members[0]["image_id"])
      #expect(members[0]["score"]?.double == 1)
      #expect(cluster["cohesion"]?.double.map { $0 >= 0.9 } == true)
      let preview = try #require(members[1]["preview_url"]?.text)
      #expect(try await served.get(preview).status == 200)
    }
    let count = members.reduce(found["alone"]?.elements.count ?? 0) { $0 + $1.count }
    #expect(count == 7 && found["compared"]?.int == 7 && found["total"]?.int == 7)
    // The same from the command line's engine call.
    let listing = try served.library.clusters(.threshold(0.9, .average))
    #expect(listing.clusters.map { $0.members.count } == members.map(\.count))
    #expect(listing.space.name == found["space"]?.text)
  }

  @Test func everyMethodAnswersForAnySelection() async throws {
    let served = try library()
    let ids = try await served.ids()
    let some = JSONValue.array(
      try ["a.bmp", "b.bmp", "red 1.bmp"].map { .string(try #require(ids[$0])) })
    for method in [
      ["method": "agglomerative", "linkage": "average"], ["linkage": "complete"],
      ["linkage": "single", "threshold": 0.5], ["count": 2], ["count": 2, "linkage": "single"],
      ["count": 100_000, "linkage": "complete"], ["method": "hdbscan"],
      ["method": "hdbscan", "min_size": 2, "samples": 1000],
    ] as [JSONValue] {
      for (selection, count) in [
        (["image_ids": some], 3), (["image_ids": some, "filter": ["name": "a.bmp"]], 1),
        (["filter": ["name": "nothing"]], 0), (["limit": 2], 2), ([:], 7),
        (["image_ids": nil, "filter": nil], 7),
      ] as [(JSONValue, Int)] {
        let wish = JSONValue.object(method.members + selection.members)
        let answer = try await served.post("/api/search/cluster", wish)
        #expect(answer.status == 200, "\(wish): \(answer.text)")
        #expect(try answer.json["compared"]?.int == count, "\(wish): \(answer.text)")
      }
    }
    let two = try await served.post("/api/search/cluster", ["count": 6]).json
    #expect(two["clusters"]?.elements.count == 1 && two["alone"]?.elements.count == 5)
    let first = try await served.post("/api/search/cluster", ["limit": 1]).json
    #expect(first["total"]?.int == 7 && first["compared"]?.int == 1)
  }

  @Test func whatDoesNotFitIsSaidWithItsPlace() async throws {
    let served = try ServedLibrary()
    let id = JSONValue.string(try #require(try await served.ids()["a.bmp"]))
    for (body, path) in [
      (["limit": 0], "limit"), (["limit": 100_001], "limit"), (["method": "kmeans"], "method"),
      (["linkage": "ward"], "linkage"), (["threshold": 1.5], "threshold"), (["count": 0], "count"),
      (["threshold": 0.5, "count": 3], "threshold"),
      (["method": "hdbscan", "threshold": 0.5], "threshold"),
      (["method": "hdbscan", "linkage": "single"], "linkage"), (["min_size": 3], "min_size"),
      (["method": "hdbscan", "samples": 0], "samples"),
      (["method": "hdbscan", "min_size": 1], "min_size"), (["image_ids": []], "image_ids"),
      (["image_ids": [id, "x"]], "image_ids[1]"),
      (["image_ids": [id, "01ARZ3NDEKTSV4RRFFQ69G5FAV"]], "image_ids[1]"),
      (["filter": ["colour": 1]], "filter"), (["files": 1], "files"), (["wait": 1], "wait"),
      (["filter": ["must": [["key": "iso", "range": ["gt": "x"]]]]], "filter.must[0].range.iso"),
    ] as [(JSONValue, String)] {
      let answer = try await served.post("/api/search/cluster", body)
      #expect(answer.status == 422, "\(body): \(answer.text)")
      #expect(try answer.json["path"]?.text == path, "\(body): \(answer.text)")
    }
  }

  @Test(arguments: Way.allCases)
  func jobsKeepTheirClusters(way: Way) async throws {
    let served = try library(way)
    let wish: JSONValue = ["threshold": 0.9, "wait": false]
    let accepted = try await served.post("/api/search/cluster", wish)
    #expect(accepted.status == 202)
    let place = try #require(accepted.fields["Location"])
    #expect(place == "/api/search/cluster/\(try accepted.json["job_id"]?.text ?? "")")
    let jobs = try await served.jobsAtRest()
    #expect(jobs[0]["kind"] == "clusters" && jobs[0]["state"] == "done", "\(jobs)")
    #expect(jobs[0]["message"]?.text?.hasSuffix("of 7 pictures.") == true)
    let atOnce = try await served.post("/api/search/cluster", ["threshold": 0.9]).json
    #expect(try await served.json(place) == atOnce)
    for id in ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "x"] {
      #expect(try await served.get("/api/search/cluster/\(id)").status == 404)
    }
  }

  @Test func whileAJobWaitsItIsToldAndWhatFailedIsSaid() async throws {
    let served = try library()
    let writer = HeldWriter(of: served.library)
    _ = try await served.post("/api/index/scan", [:])
    let accepted = try await served.post("/api/search/cluster", ["wait": false])
    let place = try #require(accepted.fields["Location"])
    #expect(try await served.get(place).status == 202)
    let id = try accepted.json["job_id"]?.text ?? ""
    _ = try await served.post("/api/jobs/\(id)/cancel", [:])
    #expect(try await served.get(place).status == 409)
    writer.letGo()
    try await served.jobsAtRest()
    // A scan has no clusters.
    let scan = try await served.post("/api/index/scan", [:]).json["job_id"]?.text ?? ""
    #expect(try await served.get("/api/search/cluster/\(scan)").status == 404)
    try await served.jobsAtRest()
  }
}
