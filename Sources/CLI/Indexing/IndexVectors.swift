import CommandKit
import Core
import Engine

/// The vectors that `semblance index` makes with the model in use: of files along with their
/// fingerprints, then those that pictures lack.
enum IndexVectors {
  /// The model for the files of an index; `nil` where none is used, or where it cannot be opened: the
  /// files are indexed all the same, and `make` says why.
  static func model(of library: Library, for invocation: Invocation) throws -> PictureModel? {
    let shelf = try invocation.modelShelf
    guard let model = try? library.model(from: shelf) else { return nil }
    return PictureModel(
      model, fully: invocation[IndexCommand.fullDecode], crops: try library.cropCount())
  }

  /// - Parameter made: how many vectors were made with the files.
  /// - Returns: `nil` when the library uses no model.
  static func make(for invocation: Invocation, made: Int) async throws -> EmbeddingCounts? {
    let shelf = try invocation.modelShelf
    let workers = invocation[IndexCommand.workers]
    let retries = invocation[IndexCommand.retryFailed]
    let isFull = invocation[IndexCommand.fullDecode]
    let counts = try await invocation.withLibrary { library -> EmbeddingCounts? in
      try library.readyDescriptors(cancellation: invocation.cancellation)
      guard let model = try library.model(from: shelf) else { return nil }
      let bar = ProgressBar("Embedding", on: invocation.console)
      defer { bar.remove() }
      return try library.embed(
        with: model, fully: isFull, retriesFailed: retries, workers: workers,
        cancellation: invocation.cancellation
      ) { bar.update($0.barCounts) }
    }
    if let counts, counts.total + made > 0, !invocation[StandardOptions.json] {
      let failed =
        counts.failed > 0 ? "; \(CountText.text(counts.failed, "picture")) could not be" : ""
      try invocation.console.print(
        "\(CountText.text(made + counts.embedded, "picture")) embedded\(failed)")
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
