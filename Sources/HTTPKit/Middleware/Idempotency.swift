internal import Synchronization

/// Answers a change that bears an `Idempotency-Key` once: the same request again, as after a lost
/// connection, gets the first answer and changes nothing more
/// (draft-ietf-httpapi-idempotency-key-header).
package struct Idempotency: HTTPMiddleware {
  private let answers = KeptAnswers()

  package init() {}

  package func respond(to request: HTTPRequest, next: HTTPHandler) async throws -> HTTPResponse {
    guard !request.method.isSafe, let key = request.fields["Idempotency-Key"] else {
      return try await next(request)
    }
    guard (1...128).contains(key.utf8.count) else {
      throw HTTPProblem.badRequest("An Idempotency-Key has 1 to 128 characters.")
    }
    // Answers are those of whoever asked first: another's key is another key.
    // In bytes: texts that only look the same are equal to Swift, and no name holds a zero.
    let owner = request.facts[Principal.self]?.owner ?? ""
    let name = Array("\(owner)\0\(key)\0\(request.method) \(request.target.path)".utf8)
    switch answers.begin(name) {
    case .known(let response): return response
    case .running:
      throw HTTPProblem(
        .conflict, type: "idempotency-key", detail: "The same request is being answered.",
        fields: ["Retry-After": "1"])
    case .new: break
    }
    do {
      let response = try await next(request)
      // What is shown once is not shown again.
      answers.end(name, response.fields["Cache-Control"] == "no-store" ? nil : response)
      return response
    } catch {
      // What was refused did nothing, and may be tried again.
      answers.end(name, nil)
      throw error
    }
  }
}

/// The latest answers to requests with a key.
private final class KeptAnswers: Sendable {
  enum Finding { case new, running, known(HTTPResponse) }

  private struct State {
    var answers: [[UInt8]: HTTPResponse?] = [:]
    /// The oldest first.
    var order: [[UInt8]] = []
  }

  /// Answers that are kept, of at most so many bytes each.
  private static let (limit, sizeLimit) = (1_000, 64 << 10)
  private let state = Mutex(State())

  func begin(_ name: [UInt8]) -> Finding {
    state.withLock { state in
      if let entry = state.answers[name] { return entry.map { .known($0) } ?? .running }
      state.answers.updateValue(nil, forKey: name)
      return .new
    }
  }

  func end(_ name: [UInt8], _ response: HTTPResponse?) {
    state.withLock { state in
      guard let response, case .bytes(let bytes) = response.body, bytes.count <= Self.sizeLimit
      else {
        state.answers.removeValue(forKey: name)
        return
      }
      state.answers.updateValue(response, forKey: name)
      state.order.append(name)
      if state.order.count > Self.limit {
        state.answers.removeValue(forKey: state.order.removeFirst())
      }
    }
  }
}
