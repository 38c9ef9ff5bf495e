import CommandKit
import Core
import Engine

/// What `semblance index` does after it has read the files: the vectors of the model in use.
enum IndexVectors {
  /// - Returns: `nil` when the library uses no model.
  static func make(for invocation: Invocation) async throws -> EmbeddingCounts? {
    let shelf = try invocation.modelShelf
    let workers = invocation[IndexCommand.workers]
    let retries = invocation[IndexCommand.retryFailed]
    let counts = try await invocation.withLibrary { library -> EmbeddingCounts? in
      try library.readyDescriptors(cancellation: invocation.cancellation)
      guard let model = try library.model(from: shelf) else { return nil }
      let bar = ProgressBar("Embedding", on: invocation.console)
      defer { bar.remove() }
      return try library.embed(
        with: model, retriesFailed: retries, workers: workers,
        cancellation: invocation.cancellation
      ) { bar.update($0.barCounts) }
    }
    if let counts, counts.total > 0, !invocation[StandardOptions.json] {
      let failed =
        counts.failed > 0 ? "; \(CountText.text(counts.failed, "picture")) could not be" : ""
      try invocation.console.print(
        "\(CountText.text(counts.embedded, "picture")) embedded\(failed)")
      try invocation.console.flush()
    }
    return counts
  }
}

extension EmbeddingCounts {
  fileprivate var barCounts: ProgressCounts {
    ProgressCounts(done: settled, failed: failed, total: total)
  }
}
