internal import Core
internal import Engine
internal import HTTPKit

/// Whether the server lives, whether it can serve, and how it is doing.
struct HealthRoutes {
  let api: API

  var all: [Route] {
    [
      Route(
        .get, "/healthz", name: "health", "Whether the process lives.",
        answers: [.json(.object([.init("status", .choice(["ok"]))]))]
      ) { _ in
        .json(JSONText.bytes(["status": "ok"]))
      },
      Route(
        .get, "/readyz", name: "readiness", "Whether the library can be read.",
        answers: [
          .json(.object([.init("status", .choice(["ready"])), .init("images", .count)]))
        ]
      ) { [api] _ in
        let count = try await api.call { try api.pictureCount($0.reader) }
        return .json(
          JSONText.bytes(["status": "ready", "images": .integer(Int64(count))]))
      },
      Route(
        .get, "/metrics", name: "metrics", "Counts and times for Prometheus.",
        answers: [.bytes("text/plain")]
      ) { [api] _ in
        let statistics = try await api.call { try $0.reader.statistics() }
        let text = api.metrics.text(gauges: [
          .init("semblance_images", "Pictures in the library.", Double(statistics.imageCount)),
          .init(
            "semblance_files_failed", "Files that could not be read.",
            Double(statistics.files[.failed]?.count ?? 0)),
          .init(
            "semblance_calls_waiting", "Calls of the engine that wait for a thread.",
            Double(api.pool.waitingCount)),
        ])
        return HTTPResponse(
          .ok, ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
          .bytes(Array(text.utf8)))
      },
    ]
  }
}
