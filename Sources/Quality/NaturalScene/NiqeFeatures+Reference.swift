package import Core

extension NiqeFeatures {
  /// The features from whole planes, stage by stage.
  package static func reference(of image: RGBImage) -> NiqeFeatures {
    guard let size = cropped(width: image.width, height: image.height) else {
      return NiqeFeatures(blocks: [], sharpness: [])
    }
    let gray = ScenePlane(gray: image).cropped(x: 0, y: 0, width: size.width, height: size.height)
    let scales = [gray, gray.halved].map { $0.normalised(replicating: true) }
    var blocks: [[Double]] = []
    var sharpness: [Double] = []
    for y in stride(from: 0, to: size.height, by: blockSide) {
      for x in stride(from: 0, to: size.width, by: blockSide) {
        blocks.append(
          [1, 2].flatMap { scale in
            let side = blockSide / scale
            let block = scales[scale - 1].mscn.cropped(
              x: x / scale, y: y / scale, width: side, height: side)
            return features(of: block.moments)
          })
        let deviation = scales[0].deviation.cropped(x: x, y: y, width: blockSide, height: blockSide)
        sharpness.append(deviation.samples.reduce(0, +) / Double(blockSide * blockSide))
      }
    }
    return NiqeFeatures(blocks: blocks, sharpness: sharpness)
  }
}
