import Catalogue
import Decoding
package import Ingest
package import Models

extension PictureModel {
  /// - Parameter fully: whether pictures are decoded at full size; otherwise to at least twice what
  ///   the model looks at.
  package init(_ model: EmbeddingModel, fully: Bool = false) {
    self.init(
      model, origin: .model(name: model.folder.name, version: model.version),
      detail: fully ? .full : .scaled(side: model.side))
  }
}
