internal import Core
internal import Engine
internal import Synchronization

/// What the server counts while it runs, for Prometheus.
package final class Metrics: Sendable {
  /// Upper bounds of the histograms, in seconds.
  private static let requestBounds = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]
  private static let jobBounds = [0.1, 1, 10, 60, 300, 1_800, 7_200, 28_800]

  private struct Request: Hashable, Comparable {
    var route: String
    var method: String
    var status: Int
    static func < (one: Request, other: Request) -> Bool {
      (one.route, one.method, one.status) < (other.route, other.method, other.status)
    }
  }

  private struct Ending: Hashable, Comparable {
    var kind: String
    var outcome: String
    static func < (one: Ending, other: Ending) -> Bool {
      (one.kind, one.outcome) < (other.kind, other.outcome)
    }
  }

  private struct State {
    var requests: [Request: Int] = [:]
    var requestSeconds: [String: MetricsPage.Histogram] = [:]
    var running = 0
    var jobs: [Ending: Int] = [:]
    var jobSeconds: [String: MetricsPage.Histogram] = [:]
    var embeddings = 0
  }

  private let state = Mutex(State())

  package init() {}

  func began() { state.withLock { $0.running += 1 } }

  /// - Parameter route: its pattern, of which there are few; never a path.
  func ended(route: String, method: String, status: Int, seconds: Double) {
    state.withLock { state in
      state.running -= 1
      state.requests[Request(route: route, method: method, status: status), default: 0] += 1
      state.requestSeconds[route, default: .init(bounds: Self.requestBounds)].add(seconds)
    }
  }

  /// A job that ran is over, or parked.
  @Sendable func ended(_ job: Job) {
    state.withLock { state in
      let ending = Ending(kind: job.work.kind, outcome: job.state.rawValue)
      state.jobs[ending, default: 0] += 1
      guard let started = job.started, let finished = job.finished else { return }
      let seconds = Double(finished.rawValue - started.rawValue) / 1_000
      state.jobSeconds[job.work.kind, default: .init(bounds: Self.jobBounds)].add(seconds)
    }
  }

  /// The model has made vectors of so many pictures.
  func embedded(_ count: Int) { state.withLock { $0.embeddings += count } }

  /// Adds what was counted. Routes and kinds are few and fixed, so the page's length is bounded.
  func write(to page: inout MetricsPage) {
    let state = state.withLock { $0 }
    page.add(
      .counter, "semblance_http_requests_total", "Requests that were answered.",
      state.requests.sorted { $0.key < $1.key }.map { request, count in
        .init(
          Double(count),
          [("route", request.route), ("method", request.method), ("status", "\(request.status)")])
      })
    page.add(
      "semblance_http_request_duration_seconds", "Time from a request's head to its answer.",
      state.requestSeconds.sorted { $0.key < $1.key }.map { ([("route", $0.key)], $0.value) })
    page.add(
      .gauge, "semblance_http_requests_running", "Requests that are being answered.",
      Double(state.running))
    page.add(
      .counter, "semblance_jobs_ended_total", "Jobs that are over, by what became of them.",
      state.jobs.sorted { $0.key < $1.key }.map { ending, count in
        .init(Double(count), [("kind", ending.kind), ("outcome", ending.outcome)])
      })
    page.add(
      "semblance_job_duration_seconds", "Time that jobs ran.",
      state.jobSeconds.sorted { $0.key < $1.key }.map { ([("kind", $0.key)], $0.value) })
    page.add(
      .counter, "semblance_embeddings_total", "Pictures of which the model has made vectors.",
      Double(state.embeddings))
  }
}
