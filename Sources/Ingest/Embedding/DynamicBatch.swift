internal import Catalogue
internal import Core
internal import Synchronization

/// Pictures of several threads on their way to a model, gathered to batches.
///
/// Whoever completes a batch runs it, with one thread of the runtime; meanwhile the others decode, or
/// run the next one. So the threads that decode and those that run the model are the same: as many
/// as processors keep them all busy to the end, whichever of the two takes longer, and never two on
/// one processor. At most a batch a thread is under way, and less than one waits. A picture's parts are
/// in its batch.
///
/// A picture that cannot be decoded never comes here: its place is taken by the next one.
final class DynamicBatch<Item: Sendable>: Sendable {
  /// What became of a picture.
  enum Answer: Sendable {
    /// The whole picture's first, then those of its parts.
    case vectors([EmbeddedPart])
    /// There is none for this picture.
    case none(Fault)
    /// The model failed, now or before; this says nothing of the picture.
    case broken(Fault)
    /// Nobody asked the model.
    case skipped
  }

  private struct Entry: Sendable {
    var item: Item
    var parts: FittedParts
  }

  private struct State {
    var waiting: [Entry] = []
    /// Pictures and parts that wait.
    var count = 0
    /// Why the model is not asked any more.
    var fault: Fault?

    mutating func takeAll() -> [Entry] {
      defer {
        waiting.removeAll(keepingCapacity: true)
        count = 0
      }
      return waiting
    }
  }

  private let model: any ImageEmbedding
  private let state = Mutex(State())

  init(_ model: any ImageEmbedding) { self.model = model }

  /// Adds a picture, and runs the model when that makes a whole batch. Blocks.
  ///
  /// - Returns: what the batch gave; empty while it waits.
  func add(_ item: Item, _ parts: FittedParts) -> [(item: Item, answer: Answer)] {
    let whole = state.withLock { state -> [Entry]? in
      state.waiting.append(Entry(item: item, parts: parts))
      state.count += parts.pictures.count
      return state.count >= max(1, model.preferredBatch) ? state.takeAll() : nil
    }
    return whole.map(run) ?? []
  }

  /// Runs the model on what waits, for a thread that has nothing else to do. Blocks.
  func flush() -> [(item: Item, answer: Answer)] { run(state.withLock { $0.takeAll() }) }

  /// Gives back what waits, when there is no time for the model.
  func skip() -> [(item: Item, answer: Answer)] {
    state.withLock { $0.takeAll() }.map { ($0.item, .skipped) }
  }

  private func run(_ batch: [Entry]) -> [(item: Item, answer: Answer)] {
    if batch.isEmpty { return [] }
    if let fault = state.withLock({ $0.fault }) { return batch.map { ($0.item, .broken(fault)) } }
    do throws(Fault) {
      let vectors = try model.vectors(of: batch.flatMap(\.parts.pictures))
      var start = 0
      return batch.map { entry in
        let count = entry.parts.boxes.count
        defer { start += count }
        return (entry.item, Self.answer(vectors[start..<start + count], entry.parts.boxes))
      }
    } catch {
      state.withLock { $0.fault = error }
      return batch.map { ($0.item, .broken(error)) }
    }
  }

  /// A flat picture can give a vector of zeros, and a damaged model anything. A part without a vector
  /// is left out.
  private static func answer(_ vectors: ArraySlice<[Float]>, _ boxes: [PictureBox]) -> Answer {
    let parts = zip(vectors, boxes).map { EmbeddedPart($0, box: $1) }
    guard let whole = parts.first, whole.isVector else {
      return .none(
        Fault("embedding.no-vector", .runtime, "the model gives no vector for this picture"))
    }
    return .vectors([whole] + parts.dropFirst().filter(\.isVector))
  }
}

extension EmbeddedPart {
  fileprivate var isVector: Bool {
    vector.allSatisfy(\.isFinite) && vector.contains { $0 != 0 }
  }
}
