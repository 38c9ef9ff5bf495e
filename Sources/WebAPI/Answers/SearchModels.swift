internal import Core
internal import Engine
internal import Synchronization

/// The model that searches use, loaded once and kept until another is used.
final class SearchModels: Sendable {
  let shelf: ModelShelf?
  private let kept = Mutex<(name: String, model: EmbeddingModel)?>(nil)

  init(shelf: ModelShelf?) { self.shelf = shelf }

  /// The model in use; `nil` where the library uses none. Blocks while it is loaded.
  ///
  /// - Throws: a fault when it cannot be loaded.
  func model(of library: Library) throws -> EmbeddingModel? {
    guard let shelf, let name = try library.modelName() else { return nil }
    return try kept.withLock { kept in
      if let kept, kept.name == name { return kept.model }
      let model = try shelf.open(name)
      kept = (name, model)
      return model
    }
  }
}
