import Core
import Engine
import HTTPKit
import TestSupport
import Testing
import WebAPI

@Suite struct JobControlTests {
  @Test(arguments: Way.allCases)
  func jobsArePausedStartedAndResumed(way: Way) async throws {
    let served = try ServedLibrary(way)
    #expect(try await served.post("/api/jobs/pause", [:]).json["paused"] == true)
    for kind in ["sweep", "embeddings", "compaction", "anomalies", "duplicates"] {
      #expect(try await served.post("/api/jobs", ["kind": .string(kind)]).status == 202)
    }
    #expect(try await served.post("/api/jobs", ["kind": "scan"]).status == 422)
    let waiting = try await served.json("/api/jobs?state=queued")
    #expect(waiting["jobs"]?.elements.count == 5 && waiting["paused"] == true)
    #expect(try await served.post("/api/jobs/resume", [:]).json["paused"] == false)
    let jobs = try await served.jobsAtRest()
    #expect(jobs.allSatisfy { $0["state"] == "done" && $0["attempts"] == 1 }, "\(jobs)")
    #expect(try await served.json("/api/jobs?state=failed")["jobs"]?.elements.isEmpty == true)
  }

  @Test func whatFailedIsRetried() async throws {
    let nothing = try TemporaryFolder()
    let served = try ServedLibrary(
      models: ModelShelf(environment: ["SEMBLANCE_MODELS": nothing.path.display]))
    func use(_ model: String?) throws {
      try served.library.writer.transaction { try $0.setSetting("embedding_model", to: model) }
    }
    try use("a model that is gone")
    let accepted = try await served.post("/api/jobs", ["kind": "embeddings"])
    let id = try #require(try accepted.json["job_id"]?.text)
    try await served.jobsAtRest()
    let failed = try await served.json("/api/jobs?state=failed")["jobs"]?.elements ?? []
    #expect(failed.map { $0["id"]?.text } == [id] && failed[0]["attempts"] == 1, "\(failed)")
    #expect(failed[0]["message"]?.text?.contains("a model that is gone") == true, "\(failed)")
    #expect(try await served.json("/api/jobs?state=done")["jobs"]?.elements.isEmpty == true)
    try use(nil)
    #expect(try await served.post("/api/jobs/retry", [:]).json["retried"] == 1)
    try await served.jobsAtRest()
    #expect(try await served.json("/api/jobs/\(id)")["state"] == "done")
    #expect(try await served.post("/api/jobs/\(id)/cancel", [:]).status == 200)
    #expect(try await served.post("/api/jobs/\(id)/retry", [:]).json["state"] == "done")
    #expect(try await served.post("/api/jobs/01ARZ3NDEKTSV4RRFFQ69G5FAV/retry", [:]).status == 404)
    let next = try await served.json("/api/jobs")["schedule"]
    #expect(next == [], "only a server that was started has a schedule")
  }

  @Test func aServerTellsWhatComesByItself() async throws {
    let served = try ServedLibrary()
    try await served.api.start()
    var kinds: [String?] = []
    for _ in 0..<500 where kinds.isEmpty {
      kinds =
        try await served.json("/api/jobs")["schedule"]?.elements.map { $0["kind"]?.text } ?? []
      try await Task.sleep(for: .milliseconds(10))
    }
    #expect(kinds == ["sweep", "anomalies", "compaction"])
    await served.api.stop()
  }
}
