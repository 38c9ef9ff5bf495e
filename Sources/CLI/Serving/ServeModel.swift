import CommandKit
import Core
import Engine

/// The option of `semblance serve` that says which model the library uses.
enum ServeModel {
  static let model = Option(
    "model", .text.named("NAME"), environment: "MODEL_NAME",
    defaultText: "the one that the library uses",
    help: "Use this model from now on, as semblance models use does.")

  static let queue = Option(
    "embedding-queue", .integer(1...10_000_000), default: 10_000,
    environment: "SEMBLANCE_EMBEDDING_QUEUE",
    help: "Refuse pictures (429) while so many wait for the model's vectors.")

  /// Names under which others know the models that can be pulled.
  private static let aliases = [
    "openclip_ViT-B-32": "clip-vit-b32-laion2b", "openclip_ViT-B32": "clip-vit-b32-laion2b",
  ]

  /// - Throws: a fault when there is no such model, or it cannot be loaded. Blocks.
  static func apply(_ name: String?, to library: Library, from shelf: ModelShelf) throws {
    guard let name, !name.isEmpty else { return }
    let model = aliases[name] ?? name
    guard try library.modelName() != model else { return }
    try library.useModel(model, from: shelf)
  }
}
