import Catalogue
import Core
import Decoding
import Ingest
import Synchronization

/// A model whose vector of a picture says what its DCT hash begins with.
final class FakePictureModel: ImageEmbedding {
  let space = VectorSpace(name: "fake-model-1", dimension: 4)
  let preferredBatch = 4
  /// How many pictures it looks at before it fails.
  let limit: Int
  let sizes = Mutex<[Int]>([])

  init(limit: Int = .max) { self.limit = limit }

  var pictureModel: PictureModel { pictureModel(side: 8, crops: 0) }

  /// - Parameter side: what pictures are decoded for.
  func pictureModel(side: Int, crops: Int) -> PictureModel {
    PictureModel(
      self, origin: .model(name: "fake", version: "1"), detail: .scaled(side: side), crops: crops)
  }

  func fitted(_ image: RGBImage) -> FittedPicture { FittedPicture(image) }

  func vectors(of pictures: [FittedPicture]) throws(Fault) -> [[Float]] {
    let seen = sizes.withLock { sizes in
      sizes.append(pictures.count)
      return sizes.reduce(0, +)
    }
    if seen > limit { throw Fault("inference.run", .runtime, "the model failed") }
    return pictures.map { picture in (picture.image.samples + [0]).prefix(4).map { Float($0) + 1 } }
  }

  /// Two pixels that hold the first bytes of a hash.
  static func picture(of hash: Hash256) -> FittedPicture {
    FittedPicture(RGBImage(width: 2, height: 1, samples: Array(hash.bytes.prefix(6))))
  }

  static func vector(of hash: Hash256) -> [Float] {
    Array(hash.bytes.prefix(4)).map { Float($0) + 1 }
  }
}
