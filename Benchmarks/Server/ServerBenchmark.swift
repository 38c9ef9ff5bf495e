import BenchmarkSupport
import Core
import Engine
import Foundation
import HTTPKit
import TestSupport
import WebAPI

/// Requests over loopback against a server in this process, with a library of made-up rows.
struct ServerBenchmark {
  let rows: Int
  let seconds: Int
  let clients: Int
  /// How the names of the requests to measure begin.
  let kind: String
  /// Whether every request is noted in the audit log.
  let isAudited: Bool
  /// A folder that the server indexes meanwhile; `nil` for nothing else to do.
  let indexed: FilePath?
  /// See ``MadeLibrary/photographs``.
  let photographs: FilePath?

  func run() async throws {
    let folder = try TemporaryFolder()
    let started = Usage.now
    let ids = try MadeLibrary(rows: rows, photographs: photographs).write(to: folder.path)
    print("library of \(rows) rows made in \(Int(Usage.now.wall - started.wall)) s")
    let library = try Library(at: folder.path)
    let api = API(
      library: library, audit: isAudited ? .on : .off, roots: indexed.map { [$0] } ?? []
    ) { _ in }
    try await api.start()
    var settings = ServerSettings()
    settings.threads = 2
    let server = try HTTPServer(api.application, settings: settings)
    // As an index job leaves the vectors: merged, and linked where there are many.
    let search = LoadKind.all(ids: ids).first { $0.name.hasPrefix("like") }!
    try LoadClient(port: server.port, clients: 1, seconds: 1).once(search.request(0))
    try library.readyDescriptors(cancellation: CancellationToken())
    let scan = try indexed.map { try BesideScan(of: $0, port: server.port) }
    print("kind                       a second    p50 ms    p95 ms    p99 ms   CPU ms each")
    for kind in LoadKind.all(ids: ids) where kind.name.hasPrefix(self.kind) {
      let load = LoadClient(port: server.port, clients: clients, seconds: Double(seconds))
      // The first makes what later ones share: the index, the views.
      _ = try load.once(kind.request(0))
      let before = Usage.now
      let times = load.run(kind.request)
      let after = Usage.now
      guard !times.isEmpty else {
        print("\(kind.name): no answer")
        continue
      }
      func place(_ share: Double) -> String {
        Self.number(1_000 * times[Int(share * Double(times.count - 1))])
      }
      let rate = Double(times.count) / (after.wall - before.wall)
      let cpu = 1_000 * (after.cpu - before.cpu) / Double(times.count)
      print(
        kind.name.padding(toLength: 24, withPad: " ", startingAt: 0)
          + [Self.number(rate), place(0.5), place(0.95), place(0.99), Self.number(cpu)]
          .map { String(repeating: " ", count: max(1, 10 - $0.count)) + $0 }.joined())
    }
    if let scan { print(try scan.report()) }
    print("peak \(Usage.now.peakMebibytes) MB, this process: server and clients together")
    await api.stop()
    await server.stop()
  }

  private static func number(_ value: Double) -> String { String(format: "%.1f", value) }
}

/// Requests of one kind, each a little different, so that no earlier answer serves.
struct LoadKind {
  let name: String
  let request: @Sendable (Int) -> String

  static func all(ids: [String]) -> [LoadKind] {
    @Sendable func id(_ number: Int) -> String { ids[number &* 7_919 % ids.count] }
    return [
      LoadKind(name: "GET /healthz") { _ in get("/healthz") },
      LoadKind(name: "thumbnail") { get("/api/images/\(id($0))/thumbnail") },
      LoadKind(name: "image") { get("/api/images/\(id($0))") },
      LoadKind(name: "page of 100, by size") { number in
        get("/api/images?sort=size&limit=100")
      },
      LoadKind(name: "timeline") { _ in get("/api/timeline") },
      LoadKind(name: "like one, filtered") { number in
        post(
          "/api/search",
          "{\"image_id\":\"\(id(number))\",\"limit\":20,\"filter\":{\"format\":\"jpeg\",\"iso\":{\"gte\":\(100 * (number % 16))}}}"
        )
      },
      LoadKind(name: "like one, 001, filtered") { number in
        post(
          "/api/search/similar",
          "{\"image_id\":\"\(id(number))\",\"limit\":10,\"filter\":{\"must\":[{\"key\":\"format\",\"match\":{\"value\":\"jpeg\"}}]}}"
        )
      },
      LoadKind(name: "words, filtered") { number in
        post(
          "/api/search",
          "{\"text\":\"tag\(number % 997) lake\",\"limit\":20,\"filter\":{\"rating\":{\"gte\":\(number % 5)}}}"
        )
      },
    ]
  }

  static func get(_ target: String) -> String {
    "GET \(target) HTTP/1.1\r\nHost: localhost\r\n\r\n"
  }

  static func post(_ target: String, _ body: String) -> String {
    "POST \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }
}
