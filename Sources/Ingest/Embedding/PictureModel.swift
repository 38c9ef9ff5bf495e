package import Catalogue
package import Core
package import Decoding
internal import Fingerprints

/// A model that gives every picture a vector, and what its pictures are decoded to.
package struct PictureModel: Sendable {
  package let model: any ImageEmbedding
  package let space: EmbeddingSpace
  package let detail: ModelDetail
  /// How many salient parts of a picture get vectors of their own; see ``Fingerprints/SalientCrops``.
  package let crops: Int

  /// Raised when pictures are decoded in another way.
  package static let version = 1

  package init(
    _ model: any ImageEmbedding, origin: SpaceOrigin, detail: ModelDetail, crops: Int = 0
  ) {
    self.model = model
    self.crops = max(0, min(SalientCrops.most, crops))
    space = EmbeddingSpace(model.space, origin: origin)
    self.detail = detail
  }

  package var signal: Signal { .embedding(in: space.space) }

  /// Says that a picture's parts have their vectors, with the number of parts for its version: another
  /// number makes them anew.
  var cropsSignal: Signal { .crops(in: space.space) }
  var cropsVersion: Int { SalientCrops.version * 100 + crops }

  /// What the model is to look at.
  package func parts(of image: RGBImage) -> FittedParts {
    FittedParts(of: image, parts: SalientCrops.boxes(of: image, count: crops), by: model)
  }

  /// What the catalogue says of a picture for which there are vectors, or a reason why not.
  func records(_ fault: Fault? = nil) -> [SignalRecord] {
    let state = fault.map { SignalState.failed(reason: $0.description) } ?? .done
    let whole = SignalRecord(signal, version: Self.version, state: state)
    return crops == 0
      ? [whole] : [whole, SignalRecord(cropsSignal, version: cropsVersion, state: state)]
  }
}
