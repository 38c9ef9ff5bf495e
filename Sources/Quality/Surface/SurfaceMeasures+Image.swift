package import Core

extension SurfaceMeasures {
  /// Measures a picture in one pass over its rows.
  package init(of image: RGBImage) {
    var scan = SurfaceScan(width: image.width, height: image.height)
    image.samples.withUnsafeBufferPointer { samples in
      for row in 0..<image.height {
        scan.add(samples.baseAddress! + 3 * row * image.width)
      }
    }
    self = scan.finish()
  }
}
