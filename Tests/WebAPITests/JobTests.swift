import Core
import Engine
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

@Suite struct JobTests {
  @Test(arguments: Way.allCases)
  func aScanFindsWhatIsNewAndThenItsDuplicates(way: Way) async throws {
    let served = try ServedLibrary(way)
    try served.folder.write(DrawnPicture.bitmap(seed: 3), to: "pictures/c copy.bmp")
    try served.folder.write(DrawnPicture.bitmap(seed: 9), to: "pictures/new.bmp")
    let accepted = try await served.post("/api/index/scan", [:])
    #expect(accepted.status == 202)
    let id = try #require(try accepted.json["job_id"]?.text)
    #expect(accepted.fields["Location"] == "/api/jobs/\(id)")
    let jobs = try await served.jobsAtRest()
    #expect(jobs.map { $0["kind"] } == ["anomalies", "duplicates", "scan"])
    #expect(jobs.allSatisfy { $0["state"] == "done" }, "\(jobs)")
    let scan = try await served.json("/api/jobs/\(id)")
    #expect(scan["done"]?.int == 8 && scan["failed"]?.int == 1)
    #expect(scan["message"]?.text?.contains("1 indexed") == true)
    #expect(try await served.json("/api/images")["total"]?.int == 5)
    #expect(try await served.json("/api/duplicates?kind=exact-file")["group_count"]?.int == 2)
  }

  @Test func failuresAreNamed() async throws {
    let served = try ServedLibrary()
    try served.folder.write(Array("nothing".utf8), to: "more/bad.jpg")
    let path = served.folder.path.appending("more").display
    _ = try await served.post("/api/index/scan", ["paths": [.string(path)]])
    let scan = try #require(try await served.jobsAtRest().first { $0["kind"] == "scan" })
    #expect(scan["failures"]?.elements.first?["path"]?.text == path + "/bad.jpg")
    #expect(scan["failures"]?.elements.first?["reason"]?.text?.isEmpty == false)
  }

  @Test func onlyAdmittedPlacesAreScanned() async throws {
    let served = try ServedLibrary()
    try FileManager.default.createSymbolicLink(
      at: served.folder.url.appending(path: "more/out"),
      withDestinationURL: URL(filePath: "/etc"))
    let more = served.folder.path.appending("more").display
    for (path, status) in [
      ("/etc", 403), ("\(more)/../..", 403), ("\(more)/out", 403), ("\(more)/../none", 403),
      ("/none", 403), ("relative", 422), ("/\u{1DDB}", 403), ("\(more)/none", 404),
      ("\(more)\u{0}/x", 422),
      (served.library.folder.display, 403), (more, 202), (served.pictures.display, 202),
    ] {
      for target in ["/api/index/scan", "/api/folders"] {
        let body: JSONValue =
          target == "/api/folders" ? ["path": .string(path)] : ["paths": [.string(path)]]
        let answer = try await served.post(target, body)
        #expect(answer.status == status, "\(target) \(path): \(answer.text)")
      }
    }
    try await served.jobsAtRest()
  }

  @Test(arguments: Way.allCases)
  func eventsTellOfEveryJob(way: Way) async throws {
    let served = try ServedLibrary(way)
    _ = try await served.post("/api/duplicates/search", [:])
    let answer = try await served.get("/api/jobs/events?until=idle")
    #expect(answer.fields["Content-Type"] == "text/event-stream")
    #expect(answer.text.hasPrefix("retry: 3000\n\n"))
    for event in answer.text.components(separatedBy: "\n\n") where event.hasPrefix("event") {
      let lines = event.components(separatedBy: "\n")
      #expect(lines.count == 2 && lines[0] == "event: job" && lines[1].hasPrefix("data: {"))
      let job = try JSONValue(parsing: lines[1].dropFirst(6).utf8)
      #expect(job["kind"] == "duplicates")
    }
    #expect(try await served.jobsAtRest()[0]["state"] == "done")
  }

  @Test(arguments: Way.allCases)
  func streamsEndWhenTheServerStops(way: Way) async throws {
    let served = try ServedLibrary(way)
    async let events = served.get("/api/jobs/events")
    while !served.lines.all.contains(where: { $0.contains("/api/jobs/events") }) {
      try await Task.sleep(for: .milliseconds(5))
    }
    await served.api.stop()
    // Ended as a whole answer, not cut off.
    #expect(try await events.text.hasPrefix("retry"))
    #expect(try await served.post("/api/duplicates/search", [:]).status == 503)
    #expect(try await served.get("/api/jobs/events").status == 503)
  }

  /// A library with pictures that are not in it yet.
  private func busy() throws -> ServedLibrary {
    let served = try ServedLibrary()
    for number in 0..<150 {
      try served.folder.write(
        DrawnPicture.bitmap(seed: UInt64(100 + number), width: 160, height: 128),
        to: "more/\(number).bmp")
    }
    return served
  }

  private func startedScan(_ served: ServedLibrary) async throws -> String {
    let more = served.folder.path.appending("more").display
    let accepted = try await served.post("/api/index/scan", ["paths": [.string(more)]])
    let id = try #require(try accepted.json["job_id"]?.text)
    while try await served.json("/api/jobs/\(id)")["state"] == "queued" {
      try await Task.sleep(for: .milliseconds(2))
    }
    return id
  }

  @Test func aScanIsParkedAndGoneOnWith() async throws {
    let served = try busy()
    let writer = HeldWriter(of: served.library)
    let id = try await startedScan(served)
    async let stopped: Void = served.api.stop()
    while try await served.post("/api/duplicates/search", [:]).status != 503 {
      try await Task.sleep(for: .milliseconds(2))
    }
    writer.letGo()
    await stopped
    #expect(try await served.json("/api/jobs/\(id)")["state"] == "parked")
    let count = try served.library.reader.presentCount()
    #expect(count < 154)
    let next = API(library: served.library) { _ in }
    try await next.start()
    let response = await next.application.respond(
      to: HTTPRequest(
        method: .get, target: RequestTarget("/api/jobs/events?until=idle")!,
        fields: ["Host": "localhost"]))
    if case .stream(let produce) = response.body { try await produce(Sink()) }
    #expect(try served.library.reader.presentCount() == 154)
    await next.stop()
  }

  private struct Sink: ResponseWriter {
    func write(_ bytes: [UInt8]) async throws {}
  }

  @Test func jobsAreCancelledAndReadsGoOnBesideThem() async throws {
    let served = try busy()
    let writer = HeldWriter(of: served.library)
    let id = try await startedScan(served)
    #expect(try await served.json("/api/images")["total"]?.int.map { $0 >= 4 } == true)
    let waiting = try await served.post("/api/duplicates/search", [:]).json
    let again = try await served.post("/api/duplicates/search", [:]).json
    #expect(waiting["job_id"] == again["job_id"])
    #expect(waiting["job"]?["state"] == "queued")
    let gone = try await served.post("/api/jobs/\(waiting["job_id"]?.text ?? "")/cancel", [:])
    #expect(try gone.json["state"] == "cancelled")
    #expect(try await served.post("/api/jobs/\(id)/cancel", [:]).status == 200)
    writer.letGo()
    let jobs = try await served.jobsAtRest()
    #expect(jobs.allSatisfy { $0["state"] == "cancelled" }, "\(jobs)")
    for id in ["01ARZ3NDEKTSV4RRFFQ69G5FAV", "x"] {
      #expect(try await served.get("/api/jobs/\(id)").status == 404)
      #expect(try await served.post("/api/jobs/\(id)/cancel", [:]).status == 404)
    }
  }
}
