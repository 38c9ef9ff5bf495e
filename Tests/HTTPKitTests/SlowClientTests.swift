import Foundation
import Synchronization
import TestSupport
import Testing

@testable import HTTPKit

/// Clients that hold connections without using them do not keep others from being answered.
@Suite struct SlowClientTests {
  private static let routes = [
    Route(.get, "/", name: "root") { _ in .text("here") },
    Route(.post, "/count", name: "count", bodyLimit: 1 << 30) { request in
      var count = 0
      while let piece = try await request.body.next() { count += piece.count }
      return .text("\(count)")
    },
    Route(.post, "/dawdle", name: "dawdle", bodyLimit: 1 << 30) { request in
      try await Task.sleep(for: .milliseconds(1_500))
      return .text("\(try await request.body.collected(limit: 1 << 30).count)")
    },
  ]

  /// Serves while `body` runs on a thread of its own.
  private func serve(
    _ change: (inout ServerSettings) -> Void,
    _ body: @Sendable @escaping (UInt16) throws -> Void
  ) async throws {
    var settings = ServerSettings()
    change(&settings)
    let server = try HTTPServer(
      HTTPApplication(router: Router(Self.routes)), settings: settings)
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

  /// Sends a byte now and then; whether the server has had enough before a minute is over.
  private static func isCutOff(_ client: RawClient) -> Bool {
    for _ in 0..<1_200 {
      usleep(50_000)
      if !client.send("a") { return true }
    }
    return false
  }

  @Test func aDribbledBodyIsCutOff() async throws {
    try await serve({ ($0.bodyTimeout, $0.bodyRate) = (0.4, 1_000) }) { port in
      let client = try RawClient(port: port)
      client.send("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
      #expect(Self.isCutOff(client))
    }
  }

  @Test func aDribbledHeadAfterAnAnswerIsCutOff() async throws {
    try await serve({ ($0.headTimeout, $0.idleTimeout) = (0.4, 1) }) { port in
      let client = try RawClient(port: port)
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(client.response()?.text == "here")
      client.send("GET / HTTP/1.1\r\nX: ")
      #expect(Self.isCutOff(client))
    }
  }

  /// Time in which the server does not read is not the sender's.
  @Test func aSenderThatIsHeldBackIsNotBlamed() async throws {
    try await serve({ ($0.bodyTimeout, $0.bodyRate) = (0.6, 1e9) }) { port in
      let client = try RawClient(port: port)
      let bytes = [UInt8](repeating: 1, count: 4 << 20)
      client.send("POST /dawdle HTTP/1.1\r\nHost: x\r\nContent-Length: \(bytes.count)\r\n\r\n")
      client.send(bytes)
      #expect(client.response()?.text == "\(bytes.count)")
    }
  }

  @Test func bytesEarnTimeAndWaitingCostsIt() {
    var pace = BodyPace(limit: 10, rate: 100)
    let start = ContinuousClock.now
    pace.beginWaiting(at: start)
    pace.arrived(1, at: start + .seconds(4))
    #expect(abs(pace.allowance - 6.01) < 1e-9)
    pace.beginWaiting(at: start + .seconds(20))
    pace.arrived(200, at: start + .seconds(21))
    #expect(abs(pace.allowance - 7.01) < 1e-9)
    pace.beginWaiting(at: start + .seconds(21))
    pace.arrived(1 << 20, at: start + .seconds(22))
    #expect(pace.allowance == 10, "no more than a limit is saved up")
  }

  @Test func anIdleConnectionIsClosed() async throws {
    try await serve({ $0.idleTimeout = 1 }) { port in
      let client = try RawClient(port: port)
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(client.response()?.text == "here")
      #expect(client.isClosed())
    }
  }

  @Test func hundredsOfIdleAndSlowClientsDoNotStopOthers() async throws {
    try await serve({ _ in }) { port in
      var crowd: [RawClient] = []
      for number in 0..<400 {
        let client = try RawClient(port: port)
        switch number % 4 {
        case 0: client.send("GET / HTTP/1.1\r\nX: ")
        case 1: client.send("POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\na")
        case 2:
          client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
          #expect(client.response()?.text == "here")
        default: break
        }
        crowd.append(client)
      }
      for _ in 0..<20 {
        let client = try RawClient(port: port)
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(client.response()?.text == "here")
      }
      #expect(crowd.count == 400)
    }
  }

  /// Letters of the target, fields, and the answer.
  @Test(arguments: [(200_000, 0, 414), (1, 40_000, 431)])
  func longTargetsAndManyFieldsAreRefused(letters: Int, fields: Int, status: Int) async throws {
    let request =
      "GET /" + String(repeating: "a", count: letters) + " HTTP/1.1\r\nHost: x\r\n"
      + String(repeating: "X: y\r\n", count: fields) + "\r\n"
    try await serve({ _ in }) { port in
      let client = try RawClient(port: port)
      client.send(request)
      // The answer may be lost when the rest of the request meets a closed connection.
      let response = client.response()
      #expect(response == nil || response?.status == status)
      let next = try RawClient(port: port)
      next.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(next.response()?.text == "here")
    }
  }
}
