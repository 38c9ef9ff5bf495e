internal import Core
internal import Engine
internal import HTTPKit

/// Whether the server lives, whether it can serve, and how it is doing.
struct HealthRoutes {
  let api: API

  var all: [Route] { [health, readiness, metrics] }

  private var health: Route {
    Route(
      .get, "/healthz", name: "health", "Whether the process lives.",
      access: .open,
      answers: [.json(.object([.init("status", .choice(["ok"]))]))]
    ) { _ in
      .json(JSONText.bytes(["status": "ok"]))
    }
  }

  private var readiness: Route {
    Route(
      .get, "/readyz", name: "readiness",
      "Whether requests can be answered: 503 with the reason when not.",
      access: .open,
      answers: [
        .json(
          .object([
            .init("status", .choice(["ready"])),
            .init("images", .count, required: false, "Not told of the libraries of many users."),
          ]))
      ]
    ) { [api] _ in
      if api.jobs.isStopping {
        throw Readiness.problem("stopping", "The server is stopping.")
      }
      let count: Int
      do {
        count = try await api.call { try Readiness.check($0) }
      } catch let problem as HTTPProblem where problem.status == .tooManyRequests {
        throw Readiness.problem("busy", "More calls wait than the server queues.")
      }
      let images: JSONValue? = api.tenants == nil ? .count(count) : nil
      return .json(
        JSONText.bytes(.object([.init("status", "ready")] + JSONValue.optional("images", images))))
    }
  }

  private var metrics: Route {
    Route(
      .get, "/metrics", name: "metrics", "Counts and times for Prometheus.",
      access: .scope(.admin),
      answers: [.bytes("text/plain")]
    ) { [api] _ in
      // What the server itself counts is told also when the catalogue cannot be read.
      let facts = try? await api.allFacts()
      var page = MetricsPage()
      api.metrics.write(to: &page)
      await api.writeQueues(to: &page)
      await api.writeTenants(to: &page)
      page.add(
        .gauge, "semblance_catalogue_readable", "1 where the catalogue can be read.",
        facts == nil ? 0 : 1)
      facts?.write(to: &page)
      ProcessFacts.write(to: &page)
      return HTTPResponse(
        .ok, ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"],
        .bytes(Array(page.text.utf8)))
    }
  }
}
