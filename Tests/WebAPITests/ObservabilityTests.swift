import Core
import Engine
import Foundation
import HTTPKit
import TestSupport
import Testing
import WebAPI

@Suite struct ObservabilityTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A page on which every family has samples.
  private func usedPage() async throws -> String {
    let served = try ServedLibrary()
    _ = try await served.post("/api/index/scan", [:])
    try await served.jobsAtRest()
    _ = try await served.get("/api/images/01ARZ3NDEKTSV4RRFFQ69G5FAV")
    return try await served.get("/metrics").text
  }

  // MARK: Metrics

  /// Every line is of the text exposition format 0.0.4, and every family is announced once, before its
  /// samples, which stand together.
  @Test func thePageIsWellFormed() async throws {
    let page = try await usedPage()
    #expect(page.hasSuffix("\n"))
    var types: [String: String] = [:]
    var current = ""
    var series: Set<String> = []
    for line in page.split(separator: "\n") {
      if let match = line.wholeMatch(of: /# (HELP|TYPE) ([a-z_]+) (.+)/) {
        let name = String(match.2)
        if match.1 == "HELP" {
          #expect(types[name] == nil, "\(name) is announced twice")
          current = name
        } else {
          #expect(name == current)
          types[name] = String(match.3)
        }
        continue
      }
      let sample = try #require(
        line.wholeMatch(
          of:
            /([a-z_]+)(\{(?:[a-z]+="(?:[^"\\\n]|\\["\\n])*",?)+\})? (\+Inf|-?[0-9.]+(?:e[-+]?[0-9]+)?)/
        ), "\(line)")
      let name = String(sample.1)
      let family =
        types[current] == "histogram"
        ? name.replacing(/_(bucket|sum|count)$/, with: "") : name
      #expect(family == current, "\(line)")
      #expect(series.insert("\(name)\(sample.2 ?? "")").inserted, "twice: \(line)")
    }
    for (name, type) in types {
      #expect(name.hasSuffix("_total") == (type == "counter"), "\(name)")
      #expect(["counter", "gauge", "histogram"].contains(type))
    }
  }

  @Test func histogramsOnlyGrow() async throws {
    let page = try await usedPage()
    var last: [String: Double] = [:]
    var totals: [String: Double] = [:]
    for match in page.matches(of: /(?m)^([a-z_]+)_bucket\{(.*),?le="([^"]+)"\} ([0-9]+)$/) {
      let key = "\(match.1){\(match.2)"
      let count = try #require(Double(match.4))
      #expect(count >= last[key] ?? 0)
      last[key] = count
      if match.3 == "+Inf" { totals[key] = count }
    }
    #expect(totals.count > 2 && totals.count == last.count, "each ends with +Inf")
    for match in page.matches(of: /(?m)^([a-z_]+)_count\{(.*)\} ([0-9]+)$/) {
      #expect(totals["\(match.1){\(match.2),"] == Double(match.3), "\(match.0)")
    }
  }

  @Test func whatHappenedIsCounted() async throws {
    let page = try await usedPage()
    for line in [
      #"semblance_jobs_ended_total{kind="scan",outcome="done"} 1"#,
      #"semblance_job_duration_seconds_count{kind="scan"} 1"#,
      #"semblance_jobs{kind="scan",state="running"} 0"#,
      #"semblance_calls_waiting{pool="reads"} 0"#,
      #"semblance_files{state="present"} 5"#, #"semblance_files{state="failed"} 1"#,
      #"semblance_catalogue_readable 1"#, "semblance_images 4", "semblance_embeddings_total 0",
      #"semblance_http_request_duration_seconds_count{route="/api/images/{id}"} 1"#,
    ] {
      #expect(page.contains(line + "\n"), "\(line)")
    }
    for name in [
      "process_resident_memory_bytes", "process_cpu_seconds_total", "process_open_fds",
      "semblance_disk_free_bytes", #"semblance_library_bytes{part="catalogue"}"#,
    ] {
      let value = page.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        .flatMap { $0.split(separator: " ").last }.flatMap { Double($0) }
      #expect(value ?? 0 > 0, "\(name)")
    }
  }

  @Test func labelsAreEscaped() {
    var page = MetricsPage()
    page.add(.gauge, "a", "one\ntwo \\", [.init(1, [("b", "say \"hi\"\\\n")])])
    #expect(
      page.text == "# HELP a one\\ntwo \\\\\n# TYPE a gauge\na{b=\"say \\\"hi\\\"\\\\\\n\"} 1\n")
  }

  private static let promtool = ["/usr/bin/promtool", "/usr/local/bin/promtool"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(.enabled(if: promtool != nil, "needs promtool, of Debian's package prometheus"))
  func promtoolFindsNothing() async throws {
    let page = try await usedPage()
    let metrics = try Self.promtool(["check", "metrics"], input: page)
    #expect(metrics.status == 0 && metrics.said.isEmpty, "\(metrics.said)")
    for file in ["alerts.yml", "prometheus.yml"] {
      let path = Self.root.appending(path: "deploy/prometheus/\(file)").path
      let kind = file == "alerts.yml" ? "rules" : "config"
      let checked = try Self.promtool(["check", kind, path], input: "")
      #expect(checked.status == 0, "\(checked.said)")
    }
  }

  private static func promtool(
    _ arguments: [String], input text: String
  ) throws -> (status: Int32, said: String) {
    let process = Process()
    process.executableURL = URL(filePath: Self.promtool!)
    process.arguments = arguments
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput, process.standardError) = (
      input, output, output
    )
    try process.run()
    input.fileHandleForWriting.write(Data(text.utf8))
    try input.fileHandleForWriting.close()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, said)
  }

  @Test func theDashboardAsksForWhatIsThere() async throws {
    let page = try await usedPage()
    let names = Set(page.matches(of: /(?m)^# TYPE ([a-z_]+) [a-z]+/).map { String($0.1) })
    for file in ["deploy/grafana/semblance.json", "deploy/prometheus/alerts.yml"] {
      let text = try String(contentsOf: Self.root.appending(path: file), encoding: .utf8)
      let asked = Set(
        text.matches(of: /\b((?:semblance|process)_[a-z_]+)/).map {
          String($0.1).replacing(/_(bucket|sum|count)$/, with: "")
        })
      #expect(asked.count > 3, "\(file)")
      #expect(asked.subtracting(names).isEmpty, "\(file)")
    }
    let dashboard = try JSONSerialization.jsonObject(
      with: Data(contentsOf: Self.root.appending(path: "deploy/grafana/semblance.json")))
    let panels = (dashboard as? [String: Any])?["panels"] as? [[String: Any]] ?? []
    #expect(panels.count >= 8)
    #expect(Set(panels.compactMap { $0["id"] as? Int }).count == panels.count)
  }

  // MARK: Readiness

  @Test(arguments: Way.allCases)
  func withoutItsCatalogueTheServerIsNotReady(way: Way) async throws {
    let served = try ServedLibrary(way)
    #expect(try await served.json("/readyz")["images"]?.int == 4)
    let file = served.library.folder.appending("catalogue.sqlite").display
    try FileManager.default.moveItem(atPath: file, toPath: file + ".away")
    let answer = try await served.get("/readyz")
    #expect(answer.status == 503 && answer.fields["Retry-After"] != nil)
    #expect(try answer.json["reason"] == "catalogue-missing")
    #expect(try await served.get("/healthz").status == 200, "the process lives")
    #expect(try await served.get("/metrics").status == 200)
    try FileManager.default.moveItem(atPath: file + ".away", toPath: file)
    #expect(try await served.get("/readyz").status == 200)
  }

  @Test func aFullDiskAndAStopAreReasons() async throws {
    let served = try ServedLibrary()
    #expect(throws: HTTPProblem.self) { try Readiness.check(served.library, leastRoom: .max) }
    await served.api.stop()
    let answer = try await served.get("/readyz")
    #expect(answer.status == 503)
    #expect(try answer.json["reason"] == "stopping")
  }

  // MARK: Logs

  @Test func logsBearTheCallersTrace() async throws {
    let served = try ServedLibrary()
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    let answer = try await served.get(
      "/healthz", ["traceparent": "00-\(trace)-00f067aa0ba902b7-01", "X-Request-ID": "me"])
    let line = try JSONValue(parsing: #require(served.lines.all.last).utf8)
    #expect(line["trace_id"]?.text == trace && line["request_id"] == "me")
    #expect(line["parent_span_id"] == "00f067aa0ba902b7")
    let span = try #require(line["span_id"]?.text)
    #expect(answer.fields["traceresponse"] == "00-\(trace)-\(span)-01")
    _ = try await served.get("/healthz")
    let next = try JSONValue(parsing: #require(served.lines.all.last).utf8)
    #expect(next["trace_id"]?.text?.utf8.count == 32 && next["trace_id"]?.text != trace)
    #expect(next["parent_span_id"] == nil)
  }

  @Test(arguments: [
    "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
    "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
    "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
    "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01", "00-x-y-z",
  ])
  func whatIsNoTraceBeginsANewOne(field: String) {
    var generator = SeededGenerator(seed: 1)
    let context = TraceContext(continuing: field, using: &generator)
    #expect(context.parent == nil && context.trace.utf8.count == 32)
    #expect(!context.response.contains("4bf92f3577b34da6"))
  }

  @Test func aLaterVersionsTraceIsGoneOnWith() {
    var generator = SeededGenerator(seed: 1)
    let context = TraceContext(
      continuing: "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00-more",
      using: &generator)
    #expect(context.trace == "4bf92f3577b34da6a3ce929d0e0e4736" && !context.isSampled)
  }

  @Test func slowRequestsAreToldWithTheNamesOfWhatWasAsked() async throws {
    let lines = LineList()
    let routes = [
      Route(
        .post, "/slow/{id}", name: "slow", query: [.init("limit", .count)],
        content: .json(.object([.init("text", .text)]))
      ) { _ in
        try await Task.sleep(for: .milliseconds(30))
        return .text("done")
      },
      Route(.get, "/quick", name: "quick") { _ in .text("done") },
    ]
    func log(slow: Double?) -> HTTPApplication {
      HTTPApplication(
        router: Router(routes),
        middleware: [
          RequestRecord(metrics: Metrics(), clock: { "" }, slow: slow) { lines.add($0) }
        ])
    }
    func ask(_ application: HTTPApplication, _ target: String) async throws {
      let isQuick = target.hasPrefix("/quick")
      let response = await application.respond(
        to: HTTPRequest(
          method: isQuick ? .get : .post, target: try #require(RequestTarget(target)),
          fields: ["Content-Type": "application/json"],
          body: RequestBody(Array("{\"text\":\"secret\"}".utf8))))
      #expect(response.status == .ok)
    }
    try await ask(log(slow: nil), "/slow/secret?limit=3")
    #expect(lines.all.count == 1 && !lines.all[0].contains("slow_request"))
    let application = log(slow: 0.02)
    try await ask(application, "/slow/secret?limit=3&secret=secret")
    try await ask(application, "/quick")
    let slow = lines.all.filter { $0.contains("slow_request") }
    #expect(slow.count == 1, "\(lines.all)")
    let line = try JSONValue(parsing: #require(slow.first).utf8)
    #expect(line["level"] == "warning" && line["route"] == "/slow/{id}")
    #expect(line["asked"] == ["limit", "text"])
    #expect(lines.all.allSatisfy { !$0.contains("secret") })
  }
}
