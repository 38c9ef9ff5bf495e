package import Core

extension BrisqueFeatures {
  /// The features from whole planes, stage by stage.
  package static func reference(of image: RGBImage) -> BrisqueFeatures {
    let gray = ScenePlane(gray: image)
    return BrisqueFeatures(
      values: [gray, gray.halved].flatMap {
        features(of: $0.normalised(replicating: false).mscn.moments)
      })
  }
}
