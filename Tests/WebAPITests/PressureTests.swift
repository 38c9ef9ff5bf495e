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
    let filler = disk.path.appending("filler").display
    #expect(FileManager.default.createFile(atPath: filler, contents: nil))
    let file = try #require(FileHandle(forWritingAtPath: filler))
    for size in [1 << 20, 4 << 10, 1] {
      while (try? file.write(contentsOf: Data(count: size))) != nil {}
    }
    let picture = DrawnPicture.bitmap(seed: 900)
    func upload() async throws -> ServedLibrary.Answer {
      try await served.send(
        .post, "/api/images",
        ["Content-Type": "multipart/form-data; boundary=x", "X-Semblance": "1"],
        body: Array(
          "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bmp\"\r\n\r\n".utf8)
          + picture + Array("\r\n--x--\r\n".utf8))
    }
    let full = try await upload()
    #expect(full.status == 507 && full.text.contains("disk is full"), "\(full.text)")
    #expect(try await served.get("/api/images").status == 200)
    #expect(try await served.json("/api/images")["total"] == 0)
    try file.close()
    try FileManager.default.removeItem(atPath: filler)
    #expect(try await upload().status == 201)
    #expect(try await served.json("/api/images")["total"] == 1)
    #expect(try await client.send(.delete, "one").status == 204)
    #expect(try await client.send(.put, "two", body: large).status == 200)
    try await served.jobsAtRest()
    #expect(try library.catalogue.integrityProblems().isEmpty)
  }
}
