internal import Synchronization

/// Counts for Prometheus (text exposition format 0.0.4).
package final class Metrics: Sendable {
  /// Upper bounds of the histogram of request times, in seconds.
  private static let bounds = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
  ]

  private struct Key: Hashable, Comparable {
    var route: String
    var method: String
    var status: Int
    static func < (one: Key, other: Key) -> Bool {
      (one.route, one.method, one.status) < (other.route, other.method, other.status)
    }
  }

  private struct Histogram {
    var counts = [Int](repeating: 0, count: Metrics.bounds.count + 1)
    var sum = 0.0
  }

  private struct State {
    var requests: [Key: Int] = [:]
    var seconds: [String: Histogram] = [:]
    var running = 0
  }

  private let state = Mutex(State())

  package init() {}

  func began() { state.withLock { $0.running += 1 } }

  func ended(route: String, method: String, status: Int, seconds: Double) {
    state.withLock { state in
      state.running -= 1
      state.requests[Key(route: route, method: method, status: status), default: 0] += 1
      let place = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
      state.seconds[route, default: Histogram()].counts[place] += 1
      state.seconds[route]!.sum += seconds
    }
  }

  /// A number that is read when it is asked for.
  package struct Gauge: Sendable {
    package var name: String
    package var help: String
    package var value: Double

    package init(_ name: String, _ help: String, _ value: Double) {
      self.name = name
      self.help = help
      self.value = value
    }
  }

  /// The document. Routes are few and fixed, so its length is bounded.
  package func text(gauges: [Gauge]) -> String {
    let state = state.withLock { $0 }
    var text = """
      # HELP semblance_http_requests_total Requests that were answered.
      # TYPE semblance_http_requests_total counter

      """
    for (key, count) in state.requests.sorted(by: { $0.key < $1.key }) {
      text +=
        "semblance_http_requests_total{route=\"\(key.route)\",method=\"\(key.method)\",status=\"\(key.status)\"} \(count)\n"
    }
    text += """
      # HELP semblance_http_request_duration_seconds Time from a request's head to its answer.
      # TYPE semblance_http_request_duration_seconds histogram

      """
    for (route, histogram) in state.seconds.sorted(by: { $0.key < $1.key }) {
      var total = 0
      for (index, bound) in Self.bounds.enumerated() {
        total += histogram.counts[index]
        text +=
          "semblance_http_request_duration_seconds_bucket{route=\"\(route)\",le=\"\(bound)\"} \(total)\n"
      }
      total += histogram.counts[Self.bounds.count]
      text +=
        "semblance_http_request_duration_seconds_bucket{route=\"\(route)\",le=\"+Inf\"} \(total)\n"
      text += "semblance_http_request_duration_seconds_sum{route=\"\(route)\"} \(histogram.sum)\n"
      text += "semblance_http_request_duration_seconds_count{route=\"\(route)\"} \(total)\n"
    }
    let all =
      [
        Gauge(
          "semblance_http_requests_running", "Requests that are being answered.",
          Double(state.running))
      ] + gauges
    for gauge in all {
      text +=
        "# HELP \(gauge.name) \(gauge.help)\n# TYPE \(gauge.name) gauge\n\(gauge.name) \(gauge.value)\n"
    }
    return text
  }
}
