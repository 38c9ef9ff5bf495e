import Core
import Engine
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// Pictures on their way from a presigned address into the library.
@Suite struct IngestTests {
  private func presigned(
    _ served: ServedLibrary, _ name: String = "holiday.bmp"
  ) async throws -> (key: String, target: String) {
    let answer = try await served.post(
      "/api/images/presign", ["file_name": .string(name), "expires_in": 3_600])
    #expect(answer.status == 200, "\(answer.text)")
    #expect(try answer.json["bucket"] == "images")
    let url = try #require(try answer.json["url"]?.text)
    #expect(url.hasPrefix("http://\(served.host)/s3/images/"))
    return (
      try #require(try answer.json["key"]?.text),
      String(url.dropFirst("http://\(served.host)".count))
    )
  }

  private func sent(_ served: ServedLibrary, _ bytes: [UInt8]) async throws -> String {
    let (key, target) = try await presigned(served)
    let put = try await served.send(.put, target, ["Content-Type": "image/bmp"], body: bytes)
    #expect(put.status == 200, "\(put.text)")
    return key
  }

  private func ingest(
    _ served: ServedLibrary, _ key: String, _ more: [JSONValue.Member] = [],
    bucket: String = "images"
  ) async throws -> ServedLibrary.Answer {
    try await served.post(
      "/api/images/ingest",
      .object([.init("bucket", .string(bucket)), .init("key", .string(key))] + more))
  }

  /// What is left of pictures on their way.
  private func leftovers(_ served: ServedLibrary) -> [String] {
    let folder = served.library.uploadFolder.appending(".incoming").display
    return (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  @Test(arguments: Way.allCases)
  func fromAnAddressToASearch(way: Way) async throws {
    let served = try ServedLibrary(way)
    let bytes = DrawnPicture.bitmap(seed: 40)
    let key = try await sent(served, bytes)
    let tags: JSONValue.Member = .init("tags", ["beach", "  two   words "])
    let answer = try await ingest(served, key, [tags, .init("owner_user_id", "local")])
    #expect(answer.status == 201, "\(answer.text)")
    let id = try #require(try answer.json["image_id"]?.text)
    let image = try await served.json("/api/images/\(id)")
    #expect(image["source"] == "upload" && image["tags"] == ["beach", "two words"])
    #expect(image["bucket"]?.text == "images" && image["key"]?.text == key)
    #expect(try await served.get("/api/images/\(id)/original").bytes == bytes)
    #expect(try await served.get("/api/images/\(id)/thumbnail").status == 200)
    let found = try await served.post("/api/search", ["text": "beach"])
    #expect(try found.json["hits"]?.elements.first?["id"]?.text == id, "\(found.text)")
    // Again, by the same object and by another of the same bytes: the first id, and more tags.
    for key in [key, try await sent(served, bytes)] {
      let again = try await ingest(served, key, [.init("tags", ["beach", "sea"])])
      #expect(try again.status == 200 && again.json["image_id"]?.text == id)
      #expect(try again.json["status"] == "duplicate")
    }
    let tagged = try await served.json("/api/images/\(id)")
    #expect(tagged["tags"] == ["beach", "two words", "sea"])
    #expect(tagged["key"]?.text == key)
    #expect(leftovers(served).isEmpty)
  }

  /// The object is the client's: removing it, or setting the picture aside, leaves the other alone.
  @Test func objectAndPictureLiveApart() async throws {
    let served = try ServedLibrary()
    let bytes = DrawnPicture.bitmap(seed: 41)
    let key = try await sent(served, bytes)
    let id = try #require(try await ingest(served, key).json["image_id"]?.text)
    #expect(try await SignedClient(served: served).send(.delete, key).status == 204)
    #expect(try await served.get("/api/images/\(id)/original").bytes == bytes)
    #expect(try await ingest(served, key).status == 404)
  }

  @Test func whatIsNoPictureIsRefusedAndLeavesNothing() async throws {
    let served = try ServedLibrary()
    let total = try await served.json("/api/images")["total"]
    // A bitmap that says it has 40,000 × 40,000 pixels, without their bytes.
    var huge = DrawnPicture.bitmap(seed: 1, width: 8, height: 8)
    for (offset, byte) in [(18, 0x40), (19, 0x9C), (22, 0x40), (23, 0x9C)] as [(Int, UInt8)] {
      huge[offset] = byte
    }
    for bytes in [
      Array("<html>no</html>".utf8), Array(DrawnPicture.bitmap(seed: 2).prefix(900)), huge, [],
    ] {
      let answer = try await ingest(served, try await sent(served, bytes))
      #expect(answer.status == 422, "\(answer.text)")
    }
    #expect(try await ingest(served, "never/sent").status == 404)
    #expect(try await served.json("/api/images")["total"] == total)
    #expect(leftovers(served).isEmpty)
  }

  @Test func onlyTheOwnBucketAndOwner() async throws {
    let served = try ServedLibrary()
    let key = try await sent(served, DrawnPicture.bitmap(seed: 42))
    #expect(try await ingest(served, key, bucket: "other").status == 422)
    #expect(try await ingest(served, key, [.init("owner_user_id", "somebody")]).status == 403)
    #expect(try await ingest(served, "").status == 422)
    #expect(try await ingest(served, key, [.init("tags", [""])]).status == 422)
    #expect(try await ingest(served, key, [.init("url", "http://127.0.0.1/")]).status == 422)
  }

  // MARK: Another server's bucket

  private static let picture = DrawnPicture.bitmap(seed: 43)

  private func elsewhere(_ server: ScriptedServer) throws -> ServedLibrary {
    try ServedLibrary(
      objects: ObjectPlace(
        endpoint: "http://127.0.0.1:\(server.port)", region: "auto", bucket: "photos",
        keys: ServedLibrary.keys))
  }

  @Test func anotherServersBucketIsReadBySignedAddresses() async throws {
    let server = try ScriptedServer { request, _ in
      let body = request.target.hasPrefix("/photos/a%20b.bmp?") ? Self.picture : nil
      let head = body.map { "HTTP/1.1 200 OK\r\nContent-Length: \($0.count)\r\n\r\n" }
      return [
        .send(Array((head ?? "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n").utf8) + (body ?? []))
      ]
    }
    let served = try elsewhere(server)
    let answer = try await ingest(served, "a b.bmp", bucket: "photos")
    #expect(answer.status == 201, "\(answer.text)")
    let target = try #require(server.requests.first?.target)
    #expect(target.contains("X-Amz-Signature=") && target.contains("%2Fauto%2Fs3%2F"))
    #expect(try await ingest(served, "none.bmp", bucket: "photos").status == 404)
    // This server's own store is closed then.
    #expect(try await served.get("/s3/images/x").status == 404)
    let presign = try await served.post("/api/images/presign", [:])
    #expect(
      try presign.json["url"]?.text?.hasPrefix("http://127.0.0.1:\(server.port)/photos/") == true)
    #expect(leftovers(served).isEmpty)
  }

  /// Nobody can make this server ask for anything but objects of the bucket that was chosen.
  @Test(arguments: [
    "../private/x.bmp", "a/../../private/x.bmp", "./x", "..", "@127.0.0.1:1/x",
    "http://127.0.0.1:1/x", "//127.0.0.1:1/x", "x?y#z", "x%2f..%2f..%2fy", "\\..\\x",
  ])
  func keysStayInTheirBucket(key: String) async throws {
    let server = try ScriptedServer { _, _ in
      [.send(Array("HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n".utf8))]
    }
    let served = try elsewhere(server)
    let answer = try await ingest(served, key, bucket: "photos")
    #expect([404, 422].contains(answer.status), "\(answer.text)")
    for request in server.requests {
      let path = request.target.prefix { $0 != "?" }
      #expect(path.hasPrefix("/photos/") && !path.contains("/../") && !path.contains("/./"))
    }
  }

  @Test func noRedirectIsFollowed() async throws {
    let inner = try ScriptedServer { _, _ in
      [.send(Array("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret".utf8))]
    }
    let port = inner.port
    let server = try ScriptedServer { _, _ in
      [
        .send(
          Array(
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:\(port)/x\r\nContent-Length: 0\r\n\r\n"
              .utf8))
      ]
    }
    let served = try elsewhere(server)
    #expect(try await ingest(served, "x.bmp", bucket: "photos").status == 503)
    #expect(inner.requests.isEmpty && !server.requests.isEmpty)
    #expect(leftovers(served).isEmpty)
  }

  // MARK: The scanner

  @Test func theScannerSeesEverythingThatIsKept() async throws {
    let scanner = try FakeScanner()
    let served = try ServedLibrary(scanner: VirusScanner(scanner.path))
    let (good, evil) = (
      DrawnPicture.bitmap(seed: 44), DrawnPicture.bitmap(seed: 45) + Array("EVIL".utf8)
    )
    #expect(try await ingest(served, sent(served, good)).status == 201)
    let refused = try await ingest(served, sent(served, evil))
    #expect(refused.status == 422 && refused.text.contains("Evil.Test"), "\(refused.text)")
    #expect(scanner.sizes == [good.count, evil.count])
    #expect(leftovers(served).isEmpty)
  }

  @Test func withoutItsOpinionNothingIsKept() async throws {
    let confused = try FakeScanner { _ in "INSTREAM size limit exceeded. ERROR" }
    for address in [confused.path, "/nowhere/clamd.sock", "127.0.0.1:1"] {
      let served = try ServedLibrary(scanner: VirusScanner(address, seconds: 2))
      let answer = try await ingest(served, sent(served, DrawnPicture.bitmap(seed: 46)))
      #expect(answer.status == 503 && answer.fields["Retry-After"] != nil)
      #expect(answer.text.contains("scanner"), "\(answer.text)")
      #expect(try await served.json("/api/images")["total"] == 4)
    }
    for wrong in ["", "host", "host:x", ":3310", "tcp://", "unix:x"] {
      #expect(throws: Fault.self, "\(wrong)") { try VirusScanner(wrong) }
    }
  }
}
