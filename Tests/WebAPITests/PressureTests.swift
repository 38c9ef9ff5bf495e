import Core
import Engine
import Foundation
import HTTPKit
import Synchronization
import TestSupport
import Testing
import WebAPI

/// What happens when more comes than can be taken.
@Suite struct PressureTests {
  /// Pictures wait for a stage that stands still: a bounded number of them, then the answer is 429, and
  /// everything else is answered as before. When the stage goes on, they do.
  @Test func aStalledStageFillsItsQueueAndThenRefuses() async throws {
    let held = HeldGate()
    let scanner = try FakeScanner { _ in
      held.wait()
      return "stream: OK"
    }
    let served = try ServedLibrary(scanner: VirusScanner(scanner.path, seconds: 60))
    let client = SignedClient(served: served)
    let count = 90
    for number in 0..<count {
      let bytes = DrawnPicture.bitmap(seed: UInt64(500 + number), width: 32, height: 24)
      #expect(try await client.send(.put, "\(number)", body: bytes).status == 200)
    }
    try await withThrowingTaskGroup(of: ServedLibrary.Answer.self) { group in
      for number in 0..<count {
        group.addTask {
          try await served.post(
            "/api/images/ingest", ["bucket": "images", "key": .string("\(number)")])
        }
      }
      // Those that find no place are answered while the others wait.
      let refused = try #require(try await group.next())
      #expect(refused.status == 429 && refused.fields["Retry-After"] != nil, "\(refused.text)")
      #expect(try await served.get("/api/images").status == 200)
      held.letGo()
      var statuses = [refused.status: 1]
      for try await answer in group { statuses[answer.status, default: 0] += 1 }
      #expect(statuses.keys.sorted() == [201, 429] && statuses[201].map { $0 >= 60 } == true)
    }
    // What was refused comes in later.
    for number in 0..<count {
      let answer = try await served.post(
        "/api/images/ingest", ["bucket": "images", "key": .string("\(number)")])
      #expect([200, 201].contains(answer.status), "\(answer.text)")
    }
    #expect(try await served.json("/api/images")["total"]?.int == 4 + count)
  }

  /// Lets everybody wait until it is let go.
  private final class HeldGate: Sendable {
    private let isOpen = Atomic<Bool>(false)
    func letGo() { isOpen.store(true, ordering: .relaxed) }
    func wait() { while !isOpen.load(ordering: .relaxed) { usleep(1_000) } }
  }

  @Test(.enabled(if: SmallDisk.isPossible, "needs root, which may mount a small file system"))
  func aFullDiskIsToldAndRecoveredFrom() async throws {
    let disk = try SmallDisk(megabytes: 96)
    let library = try Library(
      at: disk.path.appending("library"), trash: TrashCan(home: disk.path.appending("trash")))
    let served = try ServedLibrary(library: library)
    let client = SignedClient(served: served)
    // The store leaves 64 MiB to everything else.
    let large = [UInt8](repeating: 7, count: 20 << 20)
    #expect(try await client.send(.put, "one", body: large).status == 200)
    let refused = try await client.send(.put, "two", body: large)
    #expect(
      refused.status == 507 && refused.text.contains("InsufficientStorage"), "\(refused.text)")
    #expect(refused.fields["Retry-After"] != nil)
    let (first, second) = (DrawnPicture.bitmap(seed: 900), DrawnPicture.bitmap(seed: 901))
    #expect(try await client.send(.put, "small", body: second).status == 200)
    let sent = try await upload(first, to: served)
    #expect(sent.status == 201)
    let id = try #require(try sent.json["results"]?.elements.first?["id"]?.text)
    try await served.jobsAtRest()
    #expect(try await served.post("/api/jobs/pause", [:]).status == 200)

    let filler = try Filler(on: disk)
    let kinds = ["duplicates", "sweep", "anomalies", "embeddings", "compaction"]
    var refusals: [ServedLibrary.Answer] = [
      try await upload(DrawnPicture.bitmap(seed: 902), to: served),
      try await served.post("/api/images/ingest", ["bucket": "images", "key": "small"]),
    ]
    for kind in kinds {
      refusals.append(try await served.post("/api/jobs", ["kind": .string(kind)]))
    }
    // What SQLite keeps in its log anyway may hold some more.
    for number in 0..<400 where refusals.last?.status != 507 || number == 0 {
      refusals.append(
        try await served.post(
          "/api/feedback",
          [
            "image_id": .string(id), "action": "normal",
            "note": .string(String(repeating: "\(number) ", count: 200)),
          ]))
    }
    for answer in refusals {
      #expect([200, 202, 507].contains(answer.status), "\(answer.status) \(answer.text)")
      guard answer.status == 507 else { continue }
      #expect(answer.text.contains("disk is full") && answer.fields["Retry-After"] != nil)
    }
    #expect(refusals[0].status == 507 && refusals[1].status == 507)
    #expect(refusals[2..<(2 + kinds.count)].contains { $0.status == 507 }, "jobs are noted")
    #expect(refusals.last?.status == 507, "rows are written")
    #expect(try await served.json("/api/images")["total"] == 1)
    #expect(try keptFiles(library) == 1, "nothing half written stays")

    filler.remove()
    #expect(try await upload(DrawnPicture.bitmap(seed: 902), to: served).status == 201)
    let taken = try await served.post("/api/images/ingest", ["bucket": "images", "key": "small"])
    #expect(taken.status == 201)
    #expect(try await served.post("/api/jobs/resume", [:]).status == 200)
    for kind in kinds {
      #expect(try await served.post("/api/jobs", ["kind": .string(kind)]).status == 202)
    }
    let jobs = try await served.jobsAtRest()
    #expect(jobs.allSatisfy { $0["state"] == "done" }, "\(jobs)")
    #expect(try await served.json("/api/images")["total"] == 3)
    #expect(try keptFiles(library) == 3)
    #expect(try await client.send(.delete, "one").status == 204)
    #expect(try await client.send(.put, "two", body: large).status == 200)
    try await served.jobsAtRest()
    #expect(try library.catalogue.integrityProblems().isEmpty)
  }

  private func upload(
    _ picture: [UInt8], to served: ServedLibrary
  ) async throws -> ServedLibrary.Answer {
    try await served.send(
      .post, "/api/images",
      ["Content-Type": "multipart/form-data; boundary=x", "X-Semblance": "1"],
      body: Array(
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bmp\"\r\n\r\n".utf8)
        + picture + Array("\r\n--x--\r\n".utf8))
  }

  /// Files in the folder of what was sent, those that came half among them.
  private func keptFiles(_ library: Library) throws -> Int {
    try FileManager.default.subpathsOfDirectory(atPath: library.uploadFolder.display)
      .count { !FilePath($0).fileExtension.isEmpty }
  }

  /// Takes every byte that a disk has left.
  private final class Filler {
    private let path: String

    init(on disk: SmallDisk) throws {
      path = disk.path.appending("filler").display
      #expect(FileManager.default.createFile(atPath: path, contents: nil))
      let file = try #require(FileHandle(forWritingAtPath: path))
      for size in [1 << 20, 4 << 10, 1] {
        while (try? file.write(contentsOf: Data(count: size))) != nil {}
      }
      try file.close()
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
  }
}
