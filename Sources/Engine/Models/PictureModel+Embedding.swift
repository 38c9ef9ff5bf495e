import Catalogue
import Decoding
package import Ingest
package import Models

extension PictureModel {
  /// - Parameters:
  ///   - fully: whether pictures are decoded at full size; otherwise to at least twice what the model
  ///     looks at.
  ///   - crops: how many salient parts get vectors of their own.
  package init(_ model: EmbeddingModel, fully: Bool = false, crops: Int = 0) {
    self.init(
      model, origin: .model(name: model.folder.name, version: model.version),
      detail: fully ? .full : .scaled(side: model.side), crops: crops)
  }
}
