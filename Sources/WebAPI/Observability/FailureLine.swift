internal import Core
internal import Engine
internal import HTTPKit

/// What the log says of a request that failed, for the one who runs the server.
struct FailureLine {
  let text: String

  init(_ fault: Fault, _ request: HTTPRequest) {
    text = JSONText.text([
      "time": .string(Timestamp.now.rfc3339), "level": "error", "event": "failure",
      "request_id": request.facts[RequestID.self].map { .string($0.text) } ?? .null,
      "fault": .fault(fault),
    ])
  }

  /// Of what failed beside all requests.
  static func text(of error: any Error, _ action: String) -> String {
    let fault =
      error as? Fault
      ?? Fault("server.unexpected", .bug, "cannot \(action)", underlying: "\(error)")
    return JSONText.text([
      "time": .string(Timestamp.now.rfc3339), "level": "error", "event": "failure",
      "fault": .fault(fault),
    ])
  }
}
