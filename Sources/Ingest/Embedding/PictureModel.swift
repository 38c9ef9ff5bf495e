package import Catalogue
package import Core
package import Decoding

/// A model that gives every picture a vector, and what its pictures are decoded to.
package struct PictureModel: Sendable {
  package let model: any ImageEmbedding
  package let space: EmbeddingSpace
  package let detail: ModelDetail

  /// Raised when pictures are decoded in another way.
  package static let version = 1

  package init(_ model: any ImageEmbedding, origin: SpaceOrigin, detail: ModelDetail) {
    self.model = model
    space = EmbeddingSpace(model.space, origin: origin)
    self.detail = detail
  }

  package var signal: Signal { .embedding(in: space.space) }

  /// What the catalogue says of a picture for which there is a vector, or a reason why not.
  func record(_ fault: Fault? = nil) -> SignalRecord {
    let state = fault.map { SignalState.failed(reason: $0.description) } ?? .done
    return SignalRecord(signal, version: Self.version, state: state)
  }
}
