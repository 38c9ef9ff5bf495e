import Core
import Engine
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

/// The embedded object store, asked as clients of S3 do.
@Suite struct ObjectDoorTests {
  private func code(_ answer: ServedLibrary.Answer) -> String? {
    answer.text.firstMatch(of: /<Code>([A-Za-z0-9]+)<\/Code>/).map { String($0.1) }
  }

  @Test(arguments: Way.allCases)
  func objectsGoInAndOut(way: Way) async throws {
    let client = SignedClient(served: try ServedLibrary(way))
    let bytes = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
    let put = try await client.send(
      .put, "a/b%20c%2B%C3%BC.jpg",
      ["Content-Type": "image/jpeg", "X-Amz-Meta-Who": "me", "Content-MD5": md5(bytes)],
      body: bytes)
    #expect(put.status == 200, "\(put.text)")
    let tag = "\"" + Hexadecimal.string(of: RunningDigest.of(bytes, .md5)) + "\""
    #expect(put.fields["ETag"] == tag)
    let whole = try await client.send(.get, "a/b%20c%2B%C3%BC.jpg")
    #expect(whole.bytes == bytes && whole.fields["ETag"] == tag)
    #expect(whole.fields["Content-Type"] == "image/jpeg")
    #expect(whole.fields["x-amz-meta-who"] == "me")
    // Nothing that somebody stored acts as a page of this server.
    #expect(whole.fields["Content-Security-Policy"]?.hasPrefix("sandbox") == true)
    let part = try await client.send(.get, "a/b%20c%2B%C3%BC.jpg", ["Range": "bytes=10-19"])
    #expect(part.status == 206 && part.bytes == Array(bytes[10..<20]))
    let beyond = try await client.send(.get, "a/b%20c%2B%C3%BC.jpg", ["Range": "bytes=900000-"])
    #expect(beyond.status == 416 && code(beyond) == "InvalidRange")
    let list = try await client.send(.get, "?list-type=2&prefix=a%2F&encoding-type=url")
    #expect(list.text.contains("<Key>a/b%20c%2B%C3%BC.jpg</Key>"), "\(list.text)")
    #expect(try await client.send(.delete, "a/b%20c%2B%C3%BC.jpg").status == 204)
    let gone = try await client.send(.get, "a/b%20c%2B%C3%BC.jpg")
    #expect(gone.status == 404 && code(gone) == "NoSuchKey")
  }

  private func md5(_ bytes: [UInt8]) -> String { Base64.text(RunningDigest.of(bytes, .md5)) }

  // MARK: Forgery

  @Test func whatIsNotSignedIsRefused() async throws {
    let served = try ServedLibrary()
    let client = SignedClient(served: served)
    _ = try await client.send(.put, "x", body: [1, 2, 3])
    func refused(_ wanted: String, _ change: (inout SignedClient.Draft) -> Void) async throws {
      var draft = try client.draft(.put, "x", ["Content-Type": "a/b"], body: [4, 5, 6])
      change(&draft)
      let answer = try await client.send(draft)
      #expect(code(answer) == wanted && (400..<500).contains(answer.status), "\(answer.text)")
      #expect(try await client.send(.get, "x").bytes == [1, 2, 3])
    }
    try await refused("AccessDenied") { $0.fields["Authorization"] = nil }
    try await refused("AuthorizationHeaderMalformed") { $0.fields["Authorization"] = "Basic eDp5" }
    try await refused("SignatureDoesNotMatch") { $0.target = "/s3/images/x?acl" }
    try await refused("SignatureDoesNotMatch") { $0.target = "/s3/images/y" }
    try await refused("SignatureDoesNotMatch") { $0.method = .delete }
    try await refused("SignatureDoesNotMatch") { $0.fields["Content-Type"] = "text/html" }
    try await refused("AccessDenied") { $0.fields.add("X-Amz-Meta-Extra", "1") }
    try await refused("XAmzContentSHA256Mismatch") { $0.body = [4, 5, 7] }
    try await refused("SignatureDoesNotMatch") { draft in
      draft.fields["X-Amz-Content-SHA256"] = SignedClient.digest([4, 5, 7])
      draft.body = [4, 5, 7]
    }
    try await refused("AccessDenied") { draft in
      // Two signatures at once: which one counts must not be a question.
      draft.target += "?X-Amz-Signature=00"
    }
  }

  @Test func otherKeysAndOldRequestsAreRefused() async throws {
    let served = try ServedLibrary()
    func code(_ change: (inout SignedClient) -> Void) async throws -> String? {
      var client = SignedClient(served: served)
      change(&client)
      return self.code(try await client.send(.put, "x", body: [1]))
    }
    #expect(
      try await code { $0.keys = SigningKeys(access: "TESTKEY", secret: "another") }
        == "SignatureDoesNotMatch")
    #expect(
      try await code { $0.keys = SigningKeys(access: "OTHER", secret: ServedLibrary.keys.secret) }
        == "InvalidAccessKeyId")
    for seconds in [-16 * 60, 16 * 60] as [Int64] {
      #expect(
        try await code { $0.time = SigningTime(seconds: $0.time.seconds + seconds) }
          == "RequestTimeTooSkewed")
    }
    for seconds in [-14 * 60, 14 * 60] as [Int64] {
      #expect(try await code { $0.time = SigningTime(seconds: $0.time.seconds + seconds) } == nil)
    }
    #expect(try await code { $0.region = "auto" } == nil)
  }

  @Test func presignedAddressesHoldForAWhileAndForOneThing() async throws {
    let served = try ServedLibrary()
    let presigned = PresignedAddress(keys: ServedLibrary.keys, region: "us-east-1")
    func answer(
      _ method: String = "PUT", age: Int64 = 0, expires: Int = 60, sent: HTTPMethod = .put,
      _ change: (String) -> String = { $0 }
    ) async throws -> ServedLibrary.Answer {
      let address = presigned.text(
        method, origin: "http://localhost", path: "/s3/images/x",
        at: SigningTime(seconds: SigningTime.now.seconds - age), expires: expires)
      let target = String(change(address).dropFirst("http://localhost".count))
      return try await served.send(sent, target, ["Content-Type": "image/png"], body: [1])
    }
    #expect(try await answer().status == 200)
    #expect(try await answer(age: 50).status == 200)
    #expect(code(try await answer(age: 61)) == "AccessDenied")
    #expect(code(try await answer(age: -20 * 60)) == "AccessDenied")
    #expect(code(try await answer(expires: 604_801)) == "AuthorizationQueryParametersError")
    #expect(code(try await answer(expires: 0)) == "AuthorizationQueryParametersError")
    #expect(try await answer("GET", sent: .get).bytes == [1])
    #expect(code(try await answer("GET", sent: .put)) == "SignatureDoesNotMatch")
    #expect(code(try await answer { $0.replacing("/x?", with: "/y?") }) == "SignatureDoesNotMatch")
    #expect(
      code(try await answer { $0.replacing("Expires=60", with: "Expires=6000") })
        == "SignatureDoesNotMatch")
    #expect(
      code(try await answer { $0 + "&X-Amz-Expires=600" }) == "AuthorizationHeaderMalformed")
  }

  // MARK: Content

  /// Sizes about those of pieces and chunks, by every form that SDKs send.
  @Test(arguments: Way.allCases, [false, true])
  func chunksAreTakenApart(way: Way, isSigned: Bool) async throws {
    let client = SignedClient(served: try ServedLibrary(way))
    for count in [0, 1, 8_191, 8_192, 8_193, 100_000] {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      var checksum = RunningChecksum(.crc32)
      checksum.update(bytes[...])
      let trailer = (name: "x-amz-checksum-crc32", value: Base64.text(checksum.finish()))
      for trailer in isSigned ? [nil, trailer] : [trailer] {
        let put = try await client.send(
          client.chunked("x", bytes, size: 8_192, isSigned: isSigned, trailer: trailer))
        #expect(put.status == 200, "\(count): \(put.text)")
        #expect(put.fields["x-amz-checksum-crc32"] == trailer?.value)
        #expect(try await client.send(.get, "x").bytes == bytes)
      }
    }
  }

  @Test func chunksThatWereChangedAreRefused() async throws {
    let client = SignedClient(served: try ServedLibrary())
    let bytes = [UInt8](repeating: 3, count: 20_000)
    func code(
      isSigned: Bool = true, _ trailer: String? = nil, _ change: (inout [UInt8]) -> Void
    ) async throws -> String? {
      var draft = try client.chunked(
        "x", bytes, size: 8_192, isSigned: isSigned,
        trailer: trailer.map { (name: "x-amz-checksum-crc32", value: $0) })
      change(&draft.body)
      return self.code(try await client.send(draft))
    }
    #expect(try await code { $0[200] ^= 1 } == "SignatureDoesNotMatch")
    #expect(try await code { $0[10_000] ^= 1 } == "SignatureDoesNotMatch")
    #expect(try await code { $0.removeLast(100) } == "IncompleteBody")
    #expect(try await code { $0.removeFirst(4) } == "InvalidChunk")
    #expect(try await code { $0.insert(contentsOf: Array("-".utf8), at: 0) } == "InvalidChunk")
    #expect(try await code(isSigned: false, "AAAAAA==") { _ in } == "BadDigest")
    #expect(try await code(isSigned: true, "AAAAAA==") { _ in } == "BadDigest")
    #expect(try await client.send(.get, "x").status == 404)
  }

  @Test func contentThatIsNotWhatIsStatedIsRefused() async throws {
    let client = SignedClient(served: try ServedLibrary())
    func code(_ fields: HTTPFields, _ payload: String? = nil) async throws -> String? {
      self.code(try await client.send(.put, "x", fields, body: [1, 2], payload: payload))
    }
    #expect(try await code(["Content-MD5": md5([1])]) == "BadDigest")
    #expect(try await code(["X-Amz-Checksum-SHA256": Base64.text([1])]) == "BadDigest")
    #expect(try await code(["X-Amz-Checksum-CRC64NVME": "AAAAAAAAAAA="]) == "NotImplemented")
    #expect(try await code([:], "nonsense") == "InvalidRequest")
    #expect(try await code(["X-Amz-Copy-Source": "images/x"]) == "NotImplemented")
    #expect(try await client.send(.get, "x").status == 404)
    #expect(try await code([:], "UNSIGNED-PAYLOAD") == nil)
  }

  @Test(arguments: [
    "..%2F..%2Fx", "%2e%2e/%2e%2e/etc/passwd", "a%2F..%2F..%2Fb", "%2Fetc%2Fpasswd",
  ])
  func keysAreNoPaths(key: String) async throws {
    let served = try ServedLibrary()
    let client = SignedClient(served: served)
    let answer = try await client.send(.put, key, body: [1])
    #expect(answer.status == 200 || code(answer) == "SignatureDoesNotMatch", "\(answer.text)")
    let data = served.library.folder.appending("objects/data").display
    for name in FileManager.default.enumerator(atPath: data)?.compactMap({ $0 as? String }) ?? [] {
      #expect(name.wholeMatch(of: /[0-9a-f]{2}(\/[0-9a-f]{32})?/) != nil, "\(name)")
    }
  }

  // MARK: Parts

  @Test func anObjectComesInParts() async throws {
    let client = SignedClient(served: try ServedLibrary())
    let begun = try await client.send(.post, "big?uploads")
    let id = try #require(begun.text.firstMatch(of: /<UploadId>([^<]+)</)?.1)
    let large = [UInt8](repeating: 5, count: 5 << 20)
    var document = "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
    for (number, bytes) in [(1, large), (2, [6])] {
      let put = try await client.send(.put, "big?partNumber=\(number)&uploadId=\(id)", body: bytes)
      document +=
        "<Part><ETag>&quot;\(put.fields["ETag"]!.dropFirst().dropLast())&quot;</ETag>"
        + "<PartNumber>\(number)</PartNumber></Part>"
    }
    document += "</CompleteMultipartUpload>"
    let listed = try await client.send(.get, "big?uploadId=\(id)")
    #expect(listed.text.matches(of: /<PartNumber>/).count == 2)
    for bad in ["", "<x/>", document + "<", document.replacing("<Part>", with: "<!DOCTYPE a>")] {
      let answer = try await client.send(.post, "big?uploadId=\(id)", body: Array(bad.utf8))
      #expect(code(answer) == "MalformedXML", "\(bad)")
    }
    let done = try await client.send(.post, "big?uploadId=\(id)", body: Array(document.utf8))
    #expect(done.status == 200 && done.text.contains("-2&quot;"), "\(done.text)")
    #expect(try await client.send(.get, "big").bytes == large + [6])
    let again = try await client.send(.post, "big?uploadId=\(id)", body: Array(document.utf8))
    #expect(code(again) == "NoSuchUpload")
    #expect(
      code(try await client.send(.put, "big?partNumber=0&uploadId=\(id)")) == "InvalidArgument")
  }
}
