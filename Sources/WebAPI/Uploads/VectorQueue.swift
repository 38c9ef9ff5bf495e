internal import Core
internal import Engine
internal import HTTPKit
internal import Synchronization

/// The model's queue: pictures that were sent and wait for their vectors. They wait in the catalogue, so
/// that memory does not grow with them, and survive the server. Their number is bounded, so that whoever
/// sends feels it when the model stands still, or is slower than they are
/// ([0090](docs/design/0090-the-models-queue-is-the-catalogue.md)).
final class VectorQueue: Sendable {
  private let limit: Int
  /// `nil` while nobody has counted, or where no model is in use.
  private let waiting = Mutex<Int?>(nil)

  /// - Parameter limit: how many pictures may wait.
  init(limit: Int) { self.limit = limit }

  /// How many wait; `nil` while nobody has counted, or where no model is in use.
  var count: Int? { waiting.withLock { $0 } }

  /// Whether there is a place for one more.
  ///
  /// - Throws: ``HTTPProblem`` 429 where there is none.
  func admit() throws(HTTPProblem) {
    guard let count, count >= limit else { return }
    throw HTTPProblem(
      .tooManyRequests, type: "busy",
      detail: "\(count) pictures wait for the model already. Try again later.",
      fields: ["Retry-After": "30"])
  }

  /// Says how many wait now; `nil` where no model is in use.
  func set(_ count: Int?) { waiting.withLock { $0 = count } }

  func add(_ more: Int) { waiting.withLock { $0 = $0.map { $0 + more } } }

  /// So many have their vectors, or a reason why not.
  func settle(_ fewer: Int) { waiting.withLock { $0 = $0.map { max(0, $0 - fewer) } } }
}
