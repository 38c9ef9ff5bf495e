import Core
import Engine
import HTTPKit
import TestSupport
import Testing
import WebAPI

@Suite struct AnomalyTests {
  @Test(arguments: Way.allCases)
  func unusualPicturesAreListedUntilSomebodyCallsThemNormal(way: Way) async throws {
    let served = try ServedLibrary(way)
    _ = try served.library.setMark(
      "cropped", on: [served.pictures.appending("c.bmp")], clear: false)
    #expect(try await served.json("/api/qa/anomalies")["found_at"]?.isNull == true)
    #expect(try await served.post("/api/qa/anomalies/search", [:]).status == 202)
    #expect(try await served.jobsAtRest()[0]["state"] == "done")
    let page = try await served.json("/api/qa/anomalies?by=density")
    let items = try #require(page["items"]?.elements)
    #expect(page["total"]?.int == 4 && items.count == 4)
    let scores = items.compactMap { $0["score"]?.double }
    #expect(scores == scores.sorted(by: >))
    #expect(items.allSatisfy { $0["nearest"]?.elements.count == 3 })
    #expect(items.allSatisfy { $0["measures"]?.elements.count == 3 && $0["measure"] == "density" })
    // Four pictures do not say what is usual.
    #expect(items.allSatisfy { $0["unusual"] == false && $0["threshold"]?.isNull == true })
    #expect(page["compared"]?.int == 4 && page["unusual"]?.int == 0)
    #expect(try await served.json("/api/qa/anomalies?unusual=true")["total"]?.int == 0)
    let marked = items.filter { $0["image"]?["marks"] == ["cropped"] }
    #expect(marked.map { $0["image"]?["name"] } == ["c.bmp"])
    #expect(items[0]["percentile"]?.double == 75 && items[3]["percentile"]?.double == 0)
    let first = try #require(items[0]["id"])
    let kept = try await served.post(
      "/api/feedback", ["image_id": first, "action": "anomaly", "note": "look"])
    #expect(kept.status == 201)
    let reviewed = try await served.json("/api/qa/anomalies?by=density")
    #expect(reviewed["items"]?.elements[0]["reviewed"] == true)
    _ = try await served.post("/api/feedback", ["image_id": first, "action": "normal"])
    let rest = try await served.json("/api/qa/anomalies?limit=2")
    #expect(rest["total"]?.int == 3 && rest["next_offset"]?.int == 2)
    #expect(rest["items"]?.elements.contains { $0["id"] == first } == false)
    // It stays away when the pictures are looked at anew.
    _ = try await served.post("/api/qa/anomalies/search", [:])
    try await served.jobsAtRest()
    #expect(try await served.json("/api/qa/anomalies")["total"]?.int == 3)
    let detail = try await served.json("/api/images/\(first.text ?? "")")
    #expect(detail["feedback"]?.elements.map { $0["action"] } == ["normal", "anomaly"])
    #expect(detail["feedback"]?.elements[1]["note"] == "look")
  }

  @Test(arguments: Way.allCases)
  func measuresBaselinesAndFiltersAreAskedFor(way: Way) async throws {
    let served = try ServedLibrary(way)
    _ = try served.library.findAnomalies()
    for measure in ["any", "distance", "density", "distribution"] {
      for baseline in ["library", "album", "source"] {
        let page = try await served.json("/api/qa/anomalies?by=\(measure)&baseline=\(baseline)")
        #expect(page["total"]?.int == 4)
        // An album or source of four pictures is judged by the library.
        #expect(page["items"]?.elements.allSatisfy { $0["baseline"]?["kind"] == "library" } == true)
      }
    }
    let filter = "%7B%22name%22:%22b.bmp%22%7D"
    let filtered = try await served.json("/api/qa/anomalies?filter=\(filter)")
    #expect(filtered["items"]?.elements.map { $0["image"]?["name"] } == ["b.bmp"])
    for query in ["by=age", "baseline=planet", "unusual=maybe", "filter=%7B%22nothing%22:1%7D"] {
      let answer = try await served.send(.get, "/api/qa/anomalies?\(query)")
      #expect(answer.status == 422, "\(query)")
    }
  }

  @Test func feedbackIsChecked() async throws {
    let served = try ServedLibrary()
    let id = JSONValue.string(try #require(try await served.ids()["b.bmp"]))
    for (body, status) in [
      (["image_id": id, "action": "like"], 422), (["image_id": "x", "action": "normal"], 422),
      (["action": "normal"], 422), (["image_id": id, "action": "relevant", "stars": 5], 422),
      (["image_id": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "action": "normal"], 404),
      (["image_id": id, "action": "relevant", "note": nil], 201),
    ] as [(JSONValue, Int)] {
      #expect(try await served.post("/api/feedback", body).status == status, "\(body)")
    }
  }
}
