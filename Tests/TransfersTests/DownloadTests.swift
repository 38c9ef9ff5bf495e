import Core
import Files
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Transfers

/// Downloads against servers that break, change, lie and lead astray.
@Suite struct DownloadTests {
  private let folder: TemporaryFolder
  private let content: [UInt8]

  init() throws {
    folder = try TemporaryFolder()
    var random = SeededGenerator(seed: 4)
    content = (0..<300_000).map { _ in UInt8.random(in: .min ... .max, using: &random) }
  }

  private var place: FilePath { folder.path.appending("model.onnx") }
  private var digest: SHA256Digest { content.withUnsafeBytes { ContentDigest.sha256($0) } }
  private var left: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []).sorted()
  }
  private var stored: [UInt8]? {
    (try? Data(contentsOf: folder.url.appending(path: "model.onnx"))).map(Array.init)
  }

  private func downloader(retries: Int = 5) throws -> Downloader {
    var settings = TransferSettings()
    settings.retries.most = retries
    settings.retries.pause = .milliseconds(1)
    settings.connectSeconds = 5
    settings.stallSeconds = 1
    return try Downloader(settings)
  }

  private func fetch(
    _ address: String, bytes: Int64? = nil, digest: SHA256Digest? = nil, retries: Int = 5,
    mostBytes: Int64 = 1 << 30, cancellation: CancellationToken = CancellationToken(),
    onProgress: @escaping (DownloadProgress) -> Void = { _ in }
  ) throws -> DownloadedFile {
    var downloader = try downloader(retries: retries)
    return try downloader.fetch(
      DownloadWish(
        try TransferAddress(address), to: place, bytes: bytes, digest: digest,
        mostBytes: mostBytes),
      cancellation: cancellation, onProgress: onProgress)
  }

  private func code(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return (error as? Fault)?.code.name ?? "\(type(of: error))"
    }
  }

  @Test func aFileIsFetchedOnceAndCheckedByItsDigest() throws {
    let server = try ScriptedServer { [content] request, _ in
      [.send(ScriptedServer.file(content, version: "\"1\"", for: request))]
    }
    let last = Mutex(DownloadProgress(done: 0, total: nil))
    let file = try fetch(server.address + "/a/model.onnx", digest: digest) { progress in
      last.withLock { $0 = progress }
    }
    #expect(
      file == DownloadedFile(bytes: 300_000, digest: digest, wasVerified: true, resumedFrom: 0))
    #expect(stored == content)
    #expect(left == ["model.onnx"])
    #expect(last.withLock { $0 } == DownloadProgress(done: 300_000, total: 300_000))
    #expect(server.requests.map(\.target) == ["/a/model.onnx"])
    #expect(server.requests[0].fields["accept-encoding"] == "identity")
  }

  @Test func aBrokenConnectionGoesOnWhereItBroke() throws {
    let server = try ScriptedServer { [content] request, number in
      let whole = ScriptedServer.file(content, version: "\"1\"", for: request)
      return number < 4 ? [.send(Array(whole.prefix(70_000)))] : [.send(whole)]
    }
    // More breaks than retries: each brought it further.
    let file = try fetch(server.address + "/f", digest: digest, retries: 1)
    #expect(file.digest == digest && file.resumedFrom == 0)
    let starts = server.requests.map { $0.rangeStart ?? 0 }
    #expect(starts.count == 5 && starts == starts.sorted() && Set(starts).count == 5)
    #expect(server.requests.dropFirst().allSatisfy { $0.fields["if-range"] == "\"1\"" })
    #expect(stored == content)
  }

  @Test func aSecondCallGoesOnAndAPowerCutCostsOnlyWhatWasNotSure() throws {
    let server = try ScriptedServer { [content] request, number in
      let whole = ScriptedServer.file(content, version: "\"1\"", for: request)
      return [.send(number == 0 ? Array(whole.prefix(100_000)) : whole)]
    }
    #expect(code { _ = try fetch(server.address + "/f", retries: 0) } == "transfer.cut")
    #expect(left == ["model.onnx.part", "model.onnx.part.json"])
    // What the system had not yet written may be holes after a power cut: they are not believed.
    let part = FilePath(place.display + ".part")
    var record = try #require(ResumeRecord(beside: part))
    record.boot = "another"
    try record.write(beside: part)
    let handle = try FileHandle(forWritingTo: URL(filePath: part.display))
    let sure = try handle.seekToEnd()
    try handle.write(contentsOf: Data(count: 5_000))
    try handle.close()
    let file = try fetch(server.address + "/f")
    #expect(file.resumedFrom == Int64(sure) && file.resumedFrom > 90_000)
    #expect(!file.wasVerified && file.digest == digest)
    #expect(stored == content && left == ["model.onnx"])
  }

  /// A program that was killed loses nothing: the system still has what it wrote.
  @Test func aKilledDownloadGoesOnFromItsLastByte() throws {
    let server = try ScriptedServer { [content] request, _ in
      [.send(ScriptedServer.file(content, version: "\"1\"", for: request))]
    }
    try folder.write(content.prefix(123_456), to: "model.onnx.part")
    try ResumeRecord(
      address: server.address + "/f", validator: "\"1\"", total: 300_000, stated: nil, durable: 7
    ).write(beside: FilePath(place.display + ".part"))
    #expect(try fetch(server.address + "/f").resumedFrom == 123_456)
    #expect(server.requests.map(\.rangeStart) == [123_456] && stored == content)
  }

  @Test func aVersionThatChangedInBetweenIsFetchedAnew() throws {
    let server = try ScriptedServer { [content] request, number in
      number == 0
        ? [.send(Array(ScriptedServer.answer(200, ["ETag": "\"old\""], content).prefix(50_000)))]
        : [.send(ScriptedServer.file(content.reversed(), version: "\"new\"", for: request))]
    }
    let file = try fetch(server.address + "/f")
    #expect(stored == content.reversed() && file.bytes == 300_000)
    #expect(server.requests.map { $0.fields["if-range"] } == [nil, "\"old\""])
  }

  /// A server that ignores `If-Range` mixes two versions: the digest tells, and all is fetched anew.
  @Test func twoMixedVersionsAreNoticedByTheDigest() throws {
    let server = try ScriptedServer { [content] request, number in
      let old = [UInt8](repeating: 7, count: content.count)
      if number == 0 {
        return [.send(Array(ScriptedServer.answer(200, ["ETag": "\"1\""], old).prefix(50_000)))]
      }
      return [.send(ScriptedServer.file(content, version: "\"1\"", for: request))]
    }
    #expect(try fetch(server.address + "/f", digest: digest).wasVerified)
    #expect(stored == content)
    #expect(server.requests.map(\.rangeStart).last == .some(nil))
  }

  @Test func aWeakTagOrNoneNeverResumes() throws {
    let server = try ScriptedServer { [content] request, number in
      let whole = ScriptedServer.file(content, version: "W/\"1\"", for: request)
      return [.send(number == 0 ? Array(whole.prefix(50_000)) : whole)]
    }
    _ = try fetch(server.address + "/f")
    #expect(stored == content)
    #expect(server.requests.map(\.rangeStart) == [nil, nil])
  }

  @Test func wrongBytesAreThrownAway() throws {
    let server = try ScriptedServer { [content] request, _ in
      [.send(ScriptedServer.file(content.reversed(), version: "\"1\"", for: request))]
    }
    #expect(code { _ = try fetch(server.address + "/f", digest: digest) } == "transfer.digest")
    #expect(left == [])
    #expect(server.requests.count == 1)
  }

  /// Hugging Face states the digest of a large file in the answer that leads to it.
  @Test(arguments: [true, false])
  func aStatedDigestIsCompared(isRight: Bool) throws {
    let stated = isRight ? digest.hex : String(repeating: "ab", count: 32)
    let server = try ScriptedServer { [content] request, _ in
      request.target == "/f"
        ? [
          .send(
            ScriptedServer.answer(
              302, ["Location": "/cdn", "X-Linked-Etag": "\"\(stated)\""]))
        ] : [.send(ScriptedServer.file(content, version: "\"1\"", for: request))]
    }
    let result = code {
      let file = try fetch(server.address + "/f")
      #expect(file.wasVerified)
    }
    #expect(result == (isRight ? nil : "transfer.digest"))
  }

  @Test func redirectsInACircleEnd() throws {
    let server = try ScriptedServer { request, _ in
      [.send(ScriptedServer.answer(301, ["Location": request.target == "/a" ? "/b" : "/a"]))]
    }
    #expect(code { _ = try fetch(server.address + "/a") } == "transfer.redirects")
    #expect(server.requests.count == 11)
    #expect(left == [])
  }

  @Test(arguments: [
    "file:///etc/passwd", "ftp://127.0.0.1/x", "http://example.com/x", "gopher://127.0.0.1:1/x",
    "https://user:word@127.0.0.1/x",
  ])
  func redirectsNeverLeaveTheWeb(location: String) throws {
    let server = try ScriptedServer { _, _ in
      [.send(ScriptedServer.answer(302, ["Location": location]))]
    }
    #expect(code { _ = try fetch(server.address + "/a") } == "transfer.address")
    #expect(server.requests.count == 1 && left == [])
  }

  @Test(arguments: [
    (404, "transfer.missing"), (410, "transfer.missing"), (401, "transfer.forbidden"),
    (403, "transfer.forbidden"), (418, "transfer.status"), (204, "transfer.status"),
  ])
  func refusalsAreNamedAtOnce(status: Int, wanted: String) throws {
    let server = try ScriptedServer { _, _ in [.send(ScriptedServer.answer(status))] }
    #expect(code { _ = try fetch(server.address + "/a") } == wanted)
    #expect(server.requests.count == 1 && left == [])
  }

  @Test func aBusyServerIsAskedAgain() throws {
    let server = try ScriptedServer { [content] request, number in
      number < 3
        ? [.send(ScriptedServer.answer(number == 1 ? 429 : 503, ["Retry-After": "0"]))]
        : [.send(ScriptedServer.file(content, version: "\"1\"", for: request))]
    }
    _ = try fetch(server.address + "/f")
    #expect(server.requests.count == 4)
    let dead = try ScriptedServer { _, _ in [.send(ScriptedServer.answer(500))] }
    #expect(code { _ = try fetch(dead.address + "/f", retries: 2) } == "transfer.busy")
    #expect(dead.requests.count == 3)
    let patient = try ScriptedServer { _, _ in
      [.send(ScriptedServer.answer(503, ["Retry-After": "3600"]))]
    }
    #expect(code { _ = try fetch(patient.address + "/f") } == "transfer.busy")
    #expect(patient.requests.count == 1)
  }

  @Test(arguments: ["text/html; charset=utf-8", "application/octet-stream"])
  func aPageInsteadOfTheFileIsNotKept(type: String) throws {
    let page = Array("\n <!DOCTYPE html><html>Please log in</html>".utf8)
    let server = try ScriptedServer { _, _ in
      [.send(ScriptedServer.answer(200, ["Content-Type": type], page))]
    }
    #expect(code { _ = try fetch(server.address + "/f") } == "transfer.page")
    #expect(left == [])
  }

  @Test func aFileOfAnotherLengthIsRefusedBeforeItIsFetched() throws {
    let server = try ScriptedServer { [content] request, _ in
      [.send(ScriptedServer.file(content, version: "\"1\"", for: request))]
    }
    #expect(code { _ = try fetch(server.address + "/f", bytes: 299_999) } == "transfer.size")
    #expect(code { _ = try fetch(server.address + "/f", mostBytes: 1_000) } == "transfer.size")
    #expect(left == [])
  }

  @Test func anAnswerWithoutAnEndIsCutOff() throws {
    let server = try ScriptedServer { _, _ in
      let chunk = "1000\r\n" + String(repeating: "x", count: 4096) + "\r\n"
      let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
      return [.send(Array(head.utf8))]
        + Array(repeating: .send(Array(chunk.utf8)), count: 1_000)
    }
    #expect(code { _ = try fetch(server.address + "/f", mostBytes: 100_000) } == "transfer.size")
  }

  @Test func aShortAnswerIsNotTakenForTheWhole() throws {
    // No length: only what is known of the file tells that it is short.
    let server = try ScriptedServer { [content] _, _ in
      [.send(Array("HTTP/1.0 200 OK\r\n\r\n".utf8) + content.prefix(1_000))]
    }
    let short = code { _ = try fetch(server.address + "/f", bytes: 300_000, retries: 1) }
    #expect(short == "transfer.cut")
    #expect(stored == nil)
  }

  @Test func aServerThatFallsSilentIsGivenUpAndAskedAgain() throws {
    let server = try ScriptedServer { [content] request, number in
      let whole = ScriptedServer.file(content, version: "\"1\"", for: request)
      return number == 0
        ? [.send(Array(whole.prefix(60_000))), .pause(milliseconds: 4_000)] : [.send(whole)]
    }
    let file = try fetch(server.address + "/f", digest: digest)
    #expect(file.digest == digest)
    #expect(server.requests.count == 2 && server.requests[1].rangeStart ?? 0 > 50_000)
  }

  @Test func aStopKeepsWhatCame() throws {
    let server = try ScriptedServer { [content] request, number in
      let whole = ScriptedServer.file(content, version: "\"1\"", for: request)
      return number == 0
        ? [.send(Array(whole.prefix(60_000))), .pause(milliseconds: 3_000)] : [.send(whole)]
    }
    let token = CancellationToken()
    let stopped = code {
      _ = try fetch(server.address + "/f", cancellation: token) { progress in
        if progress.done > 40_000 { token.cancel() }
      }
    }
    #expect(stopped == "Cancelled")
    #expect(left == ["model.onnx.part", "model.onnx.part.json"])
    #expect(try fetch(server.address + "/f").resumedFrom > 40_000)
    #expect(stored == content)
  }

  @Test func whatIsWholeAlreadyIsNotAskedForAgain() throws {
    let server = try ScriptedServer { [content] request, _ in
      [.send(ScriptedServer.file(content, version: "\"1\"", for: request))]
    }
    let part = FilePath(place.display + ".part")
    try folder.write(content, to: "model.onnx.part")
    try ResumeRecord(
      address: server.address + "/f", validator: "\"1\"", total: 300_000, stated: nil,
      durable: 300_000
    ).write(beside: part)
    #expect(try fetch(server.address + "/f").resumedFrom == 300_000)
    #expect(server.requests.isEmpty && stored == content)
  }

  @Test func aPartOfAnotherAddressIsNotMixedIn() throws {
    let server = try ScriptedServer { [content] request, _ in
      [.send(ScriptedServer.file(content, version: "\"1\"", for: request))]
    }
    try folder.write([UInt8](repeating: 1, count: 1_000), to: "model.onnx.part")
    try ResumeRecord(
      address: "https://elsewhere.example/f", validator: "\"1\"", total: 300_000, stated: nil,
      durable: 1_000
    ).write(beside: FilePath(place.display + ".part"))
    _ = try fetch(server.address + "/f")
    #expect(server.requests.map(\.rangeStart) == [nil] && stored == content)
  }

  @Test func nobodyAtTheAddressIsSaidAtOnce() throws {
    let port = try ScriptedServer { _, _ in [] }.port
    let begin = ContinuousClock.now
    #expect(
      code { _ = try fetch("http://127.0.0.1:\(port)/f") } == "transfer.unreachable")
    #expect(begin.duration(to: .now) < .seconds(5) && left == [])
  }
}
