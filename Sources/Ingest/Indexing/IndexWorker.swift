import Catalogue
import Core
import Files

/// One of the threads of an index: reads and decodes files, and runs the model on what is decoded
/// when a batch is complete, or when there is no file to read.
struct IndexWorker: Sendable {
  let files: BoundedQueue<ScannedFile>
  let outcomes: BoundedQueue<Outcome>
  let worker: FileWorker
  let model: PictureModel?
  /// Shared by all workers; `nil` without a model.
  let batch: DynamicBatch<Outcome>?
  let cancellation: CancellationToken

  func run() {
    while let file = next() {
      if cancellation.isCancelled { files.abandon() }
      guard !cancellation.isCancelled, settle(worker.work(on: file)) else { break }
    }
    // What was decoded is kept without its vector, which a later pass makes. Otherwise whoever adds
    // a picture also sees it through.
    if cancellation.isCancelled { _ = send(batch?.skip() ?? []) }
  }

  private func next() -> ScannedFile? {
    if let file = files.popIfThere() { return file }
    guard cancellation.isCancelled || send(batch?.flush() ?? []) else { return nil }
    return files.pop()
  }

  /// - Returns: `false` when nobody takes outcomes any more.
  private func settle(_ outcome: Outcome) -> Bool {
    guard let batch, case .picture(_, _, let picture) = outcome, let fitted = picture.fitted else {
      return outcomes.push(outcome)
    }
    return send(batch.add(outcome, fitted))
  }

  private func send(_ results: [(item: Outcome, answer: DynamicBatch<Outcome>.Answer)]) -> Bool {
    var isTaken = true
    for (outcome, answer) in results {
      isTaken = outcomes.push(outcome.with(answer, of: model)) && isTaken
    }
    return isTaken
  }
}

extension Outcome {
  /// With what the model gave. A model that fails does not keep a picture out of the library.
  fileprivate func with(
    _ answer: DynamicBatch<Outcome>.Answer, of model: PictureModel?
  ) -> Outcome {
    guard case .picture(let file, let record, var picture) = self, let model else { return self }
    picture.fitted = nil
    switch answer {
    case .vectors(let parts):
      picture.embeddings.append(PictureEmbedding(model.space, parts: parts))
      picture.signals += model.records()
    case .none(let fault): picture.signals += model.records(fault)
    case .broken, .skipped: break
    }
    return .picture(file, record, picture)
  }
}
