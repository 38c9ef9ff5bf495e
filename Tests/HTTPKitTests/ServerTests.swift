import Core
import Foundation
import HTTPKit
import Synchronization
import TestSupport
import Testing

@Suite struct ServerTests {
  private func withServer(
    _ routes: [Route], settings: ServerSettings = ServerSettings(),
    _ body: @Sendable @escaping (UInt16) throws -> Void
  ) async throws {
    let server = try HTTPServer(HTTPApplication(router: Router(routes)), settings: settings)
    let port = server.port
    let outcome = await withTaskExecutorPreference(ClientThread()) {
      await Self.outcome(of: body, port)
    }
    await server.stop(grace: .seconds(1))
    try outcome.get()
  }

  @concurrent
  private static func outcome(
    of body: @Sendable (UInt16) throws -> Void, _ port: UInt16
  ) async -> Result<Void, any Error> {
    Result { try body(port) }
  }

  private static let echo = Route(.post, "/echo", name: "echo", bodyLimit: 64 << 20) { request in
    HTTPResponse(.ok, [:], .bytes(try await request.body.collected(limit: 64 << 20)))
  }

  private static func drawn(_ count: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  @Test func oneConnectionAnswersManyRequests() async throws {
    let hello = Route(.get, "/hello/{name}", name: "hello") { request in
      .text("hello \(request.parameters["name"]!) from \(request.peer)")
    }
    try await withServer([hello]) { port in
      let client = try RawClient(port: port)
      for number in 0..<200 {
        client.send("GET /hello/\(number) HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(client.response()?.text == "hello \(number) from 127.0.0.1")
      }
      client.send("HEAD /hello/1 HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(client.response(isHead: true)?.head.contains("Content-Length: 22") == true)
      client.send("GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(client.response()?.status == 404)
    }
  }

  @Test func bodiesArriveWhole() async throws {
    try await withServer([Self.echo]) { port in
      let client = try RawClient(port: port)
      for count in [0, 1, 1_000, 300_000, 5_000_000] {
        let bytes = Self.drawn(count, seed: UInt64(count))
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: \(count)\r\n\r\n")
        client.send(bytes)
        #expect(client.response()?.body == bytes)
      }
      client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
      client.send("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
      #expect(client.response()?.text == "abcde")
    }
  }

  @Test func aLargeUploadIsRefusedBeforeItIsSent() async throws {
    try await withServer([Self.echo]) { port in
      let client = try RawClient(port: port)
      client.send(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\nExpect: 100-continue\r\n\r\n"
      )
      #expect(client.response()?.status == 413)
    }
  }

  @Test func chunksBeyondTheLimitAreRefused() async throws {
    let small = Route(.post, "/small", name: "small", bodyLimit: 100) { request in
      .text("\(try await request.body.collected(limit: 100).count)")
    }
    try await withServer([small]) { port in
      let client = try RawClient(port: port)
      client.send("POST /small HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
      for _ in 0..<50 { client.send("64\r\n" + String(repeating: "a", count: 100) + "\r\n") }
      client.send("0\r\n\r\n")
      #expect(client.response()?.status == 413)
    }
  }

  @Test func aSlowReaderHoldsTheSenderBack() async throws {
    let most = Mutex(0)
    let slow = Route(.post, "/slow", name: "slow", bodyLimit: 1 << 30) { request in
      var total = 0
      while let piece = try await request.body.next() {
        total += piece.count
        most.withLock { $0 = max($0, piece.count) }
        if total < 1 << 20 { try await Task.sleep(for: .milliseconds(2)) }
      }
      return .text("\(total)")
    }
    try await withServer([slow]) { port in
      let client = try RawClient(port: port)
      let bytes = [UInt8](repeating: 7, count: 8 << 20)
      client.send("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: \(bytes.count)\r\n\r\n")
      client.send(bytes)
      #expect(client.response()?.text == "\(bytes.count)")
    }
    #expect(most.withLock { $0 } <= 64 << 10)
  }

  @Test func streamsAreSentAsTheyAreMade() async throws {
    let stream = Route(.get, "/stream", name: "stream") { _ in
      HTTPResponse(
        .ok, ["Content-Type": "text/plain"],
        .stream { writer in
          for number in 0..<500 {
            try await writer.write(Array("\(number)\n".utf8))
            if number % 100 == 0 { try await Task.sleep(for: .milliseconds(5)) }
          }
        })
    }
    let broken = Route(.get, "/broken", name: "broken") { _ in
      HTTPResponse(
        .ok, [:],
        .stream { writer in
          try await writer.write([1, 2, 3])
          throw CancellationError()
        })
    }
    try await withServer([stream, broken]) { port in
      let client = try RawClient(port: port)
      client.send("GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(client.response()?.text == (0..<500).map { "\($0)\n" }.joined())
      client.send("GET /broken HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(client.response() == nil, "a stream that failed must not look complete")
    }
  }

  @Test func aReaderThatLeavesEndsTheStream() async throws {
    let ended = Mutex(false)
    let endless = Route(.get, "/endless", name: "endless") { _ in
      HTTPResponse(
        .ok, [:],
        .stream { writer in
          defer { ended.withLock { $0 = true } }
          while true { try await writer.write([UInt8](repeating: 1, count: 50_000)) }
        })
    }
    try await withServer([endless]) { port in
      do {
        let client = try RawClient(port: port)
        client.send("GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")
      }
      for _ in 0..<3_000 where !ended.withLock({ $0 }) { usleep(10_000) }
      #expect(ended.withLock { $0 })
    }
  }

  @Test func filesAreSentInParts() async throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "a").path
    let bytes = Self.drawn(1_000_000, seed: 3)
    try Data(bytes).write(to: URL(filePath: path))
    let file = Route(.get, "/file", name: "file") { _ in
      HTTPResponse(
        .ok, [:], .file(FilePart(descriptor: open(path, O_RDONLY), offset: 10, length: 900_000)))
    }
    try await withServer([file]) { port in
      let client = try RawClient(port: port)
      for _ in 0..<3 {
        client.send("GET /file HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(client.response()?.body == Array(bytes[10..<900_010]))
      }
    }
  }

  @Test func aDribbledHeadIsCutOff() async throws {
    var settings = ServerSettings()
    settings.headTimeout = 0.4
    try await withServer([], settings: settings) { port in
      let client = try RawClient(port: port)
      client.send("GET / HTTP/1.1\r\nX: ")
      var isCutOff = false
      for _ in 0..<1_000 where !isCutOff {
        usleep(50_000)
        isCutOff = !client.send("a")
      }
      #expect(isCutOff)
    }
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: a\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n",
    "GET http:// HTTP/1.1\r\nHost: x\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
  ])
  func garbageIsAnsweredOrClosed(_ request: String) async throws {
    var settings = ServerSettings()
    settings.headTimeout = 1
    try await withServer([], settings: settings) { port in
      let client = try RawClient(port: port)
      client.send(request)
      let response = client.response()
      #expect(response == nil || (400..<500).contains(response!.status))
      let next = try RawClient(port: port)
      next.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(next.response()?.status == 404, "the server lives")
    }
  }

  @Test func aHugeHeadIsRefused() async throws {
    try await withServer([]) { port in
      let client = try RawClient(port: port)
      client.send(
        "GET / HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "a", count: 200_000) + "\r\n\r\n")
      let response = client.response()
      #expect(response == nil || response!.status == 431 || response!.status == 413)
    }
  }

  /// A server with one route, and a request that has reached it.
  private func begunRequest(
    _ handler: @escaping @Sendable () async throws -> HTTPResponse
  ) async throws -> (server: HTTPServer, client: RawClient) {
    let flag = Flag()
    let route = Route(.get, "/", name: "slow") { _ in
      flag.raise()
      return try await handler()
    }
    let server = try HTTPServer(HTTPApplication(router: Router([route])))
    let client = try RawClient(port: server.port)
    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    while !flag.isRaised { try await Task.sleep(for: .milliseconds(5)) }
    return (server, client)
  }

  @Test func aStopLetsRequestsEnd() async throws {
    let (server, client) = try await begunRequest {
      try await Task.sleep(for: .milliseconds(300))
      return .text("done")
    }
    await server.stop(grace: .seconds(60))
    #expect(client.response()?.text == "done")
    #expect(throws: (any Error).self) { try RawClient(port: server.port) }
  }

  @Test func anEndlessRequestDoesNotKeepTheServer() async throws {
    let (server, client) = try await begunRequest {
      try await Task.sleep(for: .seconds(100_000))
      return .text("")
    }
    await server.stop(grace: .milliseconds(100))
    let status = client.response()?.status
    #expect(status == nil || status == 503)
  }

  @Test func anAddressInUseIsAFault() throws {
    let server = try HTTPServer(HTTPApplication(router: Router([])))
    var settings = ServerSettings()
    settings.port = server.port
    #expect(throws: Fault.self) {
      try HTTPServer(HTTPApplication(router: Router([])), settings: settings)
    }
  }
}

/// Something that has happened.
private final class Flag: Sendable {
  private let value = Mutex(false)
  func raise() { value.withLock { $0 = true } }
  var isRaised: Bool { value.withLock { $0 } }
}
