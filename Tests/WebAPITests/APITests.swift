import Core
import Foundation
import HTTPKit
import Synchronization
import TestSupport
import Testing
import WebAPI

@Suite struct APITests {
  @Test(arguments: Way.allCases)
  func theStatusCountsWhatIsThere(way: Way) async throws {
    let status = try await ServedLibrary(way).json("/api/index/status")
    #expect(status["total_images"]?.int == 4)
    #expect(status["total_files"]?.int == 5)
    #expect(status["failed_files"]?.int == 1)
    #expect(status["duplicate_groups"]?.int == 2)
  }

  @Test(arguments: Way.allCases)
  func groupsLeadToPicturesAndThumbnails(way: Way) async throws {
    let served = try ServedLibrary(way)
    let page = try await served.json("/api/duplicates?kind=exact-file")
    #expect(page["group_count"]?.int == 1 && page["copy_count"]?.int == 1)
    let group = try #require(page["groups"]?.elements.first)
    let members = try #require(group["members"]?.elements)
    #expect(members.count == 2)
    #expect(members[0]["best"] == true && members[1]["best"] == false)
    #expect(page["reclaimable_bytes"]?.int == members[1]["bytes"]?.int)
    #expect(members[0]["kept_reason"]?.text?.isEmpty == false)
    let id = try #require(members[0]["image_id"]?.text)
    #expect(group["best_image_id"]?.text == id)
    let image = try await served.json("/api/images/\(id)")
    #expect(image["image_id"]?.text == id)
    #expect(image["files"]?.elements.count == 2)
    #expect(image["image"]?["is_duplicate"] == true)
    #expect(image["groups"]?.elements.first?["id"] == group["id"])
    let thumbnail = try await served.get("/api/images/\(id)/thumbnail")
    #expect(Array(thumbnail.bytes[8..<12]) == Array("WEBP".utf8))
    let tag = try #require(thumbnail.fields["ETag"])
    let again = try await served.get("/api/images/\(id)/thumbnail", ["If-None-Match": tag])
    #expect(again.status == 304)
  }

  @Test func groupsAreChosenByKindAndConfidence() async throws {
    let served = try ServedLibrary()
    for (query, count) in [
      ("kind=exact-file", 1), ("kind=cropped", 0), ("kind=rotated", 1), ("offset=2", 2),
    ] {
      let page = try await served.json("/api/duplicates?\(query)")
      #expect(page["group_count"]?.int == count, "\(query)")
      #expect(page["groups"]?.elements.count == (query == "offset=2" ? 0 : count), "\(query)")
    }
  }

  @Test func parametersAreCheckedAndNamed() async throws {
    let served = try ServedLibrary()
    for (target, path) in [
      ("/api/duplicates?limit=0", "limit"), ("/api/duplicates?limit=201", "limit"),
      ("/api/duplicates?limit=x", "limit"), ("/api/duplicates?offset=-1", "offset"),
      ("/api/images?sort=colour", "sort"), ("/api/images?limit=501", "limit"),
      ("/api/images?cursor=", "cursor"),
    ] {
      let answer = try await served.get(target)
      #expect(answer.status == 422, "\(target)")
      #expect(try answer.json["path"]?.text == path, "\(target)")
    }
  }

  @Test func unknownAndMalformedIdsAreProblems() async throws {
    let served = try ServedLibrary()
    for end in ["", "/thumbnail", "/preview", "/original"] {
      #expect(try await served.get("/api/images/01ARZ3NDEKTSV4RRFFQ69G5FAV\(end)").status == 404)
      for id in ["x", "..%2F..%2Fetc%2Fpasswd"] {
        let answer = try await served.get("/api/images/\(id)\(end)")
        #expect(answer.status == 400)
        #expect(answer.fields["Content-Type"] == "application/problem+json")
      }
    }
  }

  @Test func metricsAndLogTellOfRequestsWithoutTheirSecrets() async throws {
    let served = try ServedLibrary()
    _ = try await served.get("/api/images/01ARZ3NDEKTSV4RRFFQ69G5FAV?token=secret")
    _ = try await served.get("/nowhere/secret")
    let text = try await served.get("/metrics").text
    #expect(text.contains(#"{route="/api/images/{id}",method="GET",status="404"} 1"#))
    #expect(text.contains("semblance_images 4"))
    #expect(!text.contains("secret"))
    #expect(served.lines.all.count >= 2)
    for line in served.lines.all {
      #expect(!line.contains("secret"))
      #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil)
    }
  }

  @Test func aFullPoolRefuses() async throws {
    let pool = BlockingPool(threads: 1, limit: 1)
    let gate = DispatchSemaphore(value: 0)
    let isRunning = Mutex(false)
    async let first: Void = pool.run {
      isRunning.withLock { $0 = true }
      gate.wait()
    }
    while !isRunning.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
    async let second: Int = pool.run { 2 }
    while pool.waitingCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
    await #expect(throws: HTTPProblem.self) { try await pool.run { 3 } }
    gate.signal()
    try await first
    #expect(try await second == 2)
    pool.stop()
  }
}
