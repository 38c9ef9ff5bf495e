import Catalogue
package import Core
package import Ingest
package import Models

extension Library {
  /// The setting that names the model in use.
  static let modelSetting = "embedding_model"

  /// The name of the model that this library uses; `nil` for none.
  package func modelName() throws -> String? { try reader.setting(Self.modelSetting) }

  /// Uses a model from now on, or none. Vectors that other models made stay.
  ///
  /// - Throws: a fault when the model is not there or cannot be loaded.
  package func useModel(_ name: String?, from shelf: ModelShelf) throws {
    if let name { _ = try shelf.open(name) }
    try writer.transaction { try $0.setSetting(Self.modelSetting, to: name) }
  }

  /// Loads the model in use; `nil` when none is.
  package func model(from shelf: ModelShelf) throws -> EmbeddingModel? {
    try modelName().map { try shelf.open($0) }
  }

  /// How many pictures with a present file lack a vector of a model, and did not fail to get one.
  package func lackingVectors(of model: EmbeddingModel) throws -> Int {
    try EmbeddingPass(
      catalogue: catalogue, owner: owner, model: PictureModel(model, crops: try cropCount())
    ).pending().count
  }

  /// Makes the vectors that pictures lack, and readies their index for searches.
  ///
  /// - Parameter fully: whether pictures are decoded at full size; see ``Decoding/ModelDetail``.
  /// - Throws: faults of the model and of the catalogue.
  package func embed(
    with model: EmbeddingModel, fully: Bool = false, retriesFailed: Bool = false,
    workers: Int? = nil,
    cancellation: CancellationToken = CancellationToken(),
    onProgress: (EmbeddingCounts) -> Void = { _ in }
  ) throws -> EmbeddingCounts {
    var pass = EmbeddingPass(
      catalogue: catalogue, owner: owner,
      model: PictureModel(model, fully: fully, crops: try cropCount()))
    pass.retriesFailed = retriesFailed
    if let workers { pass.workers = workers }
    let counts = try vectorViews.whileIndexing {
      try pass.run(cancellation: cancellation, onProgress: onProgress)
    }
    if !counts.wasCancelled {
      defer { vectorViews.forget(model.space) }
      for collection in pass.crops > 0 ? VectorCollection.allCases : [.whole] {
        try VectorSync(catalogue: catalogue, space: model.space, collection: collection)
          .maintain(cancellation: cancellation)
      }
      // A model that fails here made its vectors all the same; semblance quality says what is wrong.
      if model.knowsTexts { _ = try? clipStanding(trying: model, named: model.folder.name) }
    }
    return counts
  }
}
