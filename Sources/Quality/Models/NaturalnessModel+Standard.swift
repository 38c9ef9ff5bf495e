extension NaturalnessModel {
  /// The name that scores of the model that ships carry.
  package static let standardName = NaturalnessModelData.name

  /// The model that ships, fitted on photographs by `semblance-quality-lab naturalness`; see
  /// docs/QUALITY_MODEL.md.
  package static let standard: NaturalnessModel = {
    var covariance = [Double](repeating: 0, count: dimension * dimension)
    var next = 0
    for row in 0..<dimension {
      for column in 0...row {
        covariance[row * dimension + column] = NaturalnessModelData.covariance[next]
        covariance[column * dimension + row] = NaturalnessModelData.covariance[next]
        next += 1
      }
    }
    return NaturalnessModel(mean: NaturalnessModelData.mean, covariance: covariance)
  }()

  /// The share of a picture's largest block deviation that a block must have to be learnt from.
  package static let sharpShare = 0.75

  /// Fits a model on good photographs: on the blocks of each that are among its sharpest. `nil` with
  /// fewer than two such blocks.
  package init?(pristine pictures: [NiqeFeatures]) {
    self.init(
      blocks: pictures.flatMap { picture in
        let least = Self.sharpShare * (picture.sharpness.max() ?? 0)
        return zip(picture.blocks, picture.sharpness).filter { $0.1 > least }.map(\.0)
      })
  }
}
