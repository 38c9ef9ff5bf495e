package import Core
internal import Glibc

/// The 85 numbers that the project's own model judges a picture by: BRISQUE's 36 features, the means
/// of NIQE's 36 over the blocks, and 13 plain measures.
package struct OpinionFeatures: Hashable, Sendable {
  package static let count = 85
  /// Sides shorter than this have no spectrum beyond its lowest frequencies, and hardly a block.
  package static let smallestSide = 128

  /// BRISQUE, NIQE, then: log(variance of the Laplacian + 1); mean and deviation of gray;
  /// colourfulness; noise; entropy of gray; fine detail; shares of gray ≤ 5 and ≥ 250; 5th and 99th
  /// percentiles of gray; largest and mean local deviation of the blocks.
  package let values: [Double]
  /// The blocks behind NIQE's means, where the features were measured.
  package let blocks: NiqeFeatures?

  package init(values: [Double], blocks: NiqeFeatures? = nil) {
    precondition(values.count == Self.count)
    self.values = values
    self.blocks = blocks
  }

  package var areFinite: Bool { values.allSatisfy(\.isFinite) }

  /// Measures a picture of at least 128 × 128 pixels, in memory proportional to its pixels; `nil`
  /// for a smaller one.
  package init?(of image: RGBImage) {
    guard min(image.width, image.height) >= Self.smallestSide,
      let blocks = NiqeFeatures.cropped(width: image.width, height: image.height)
    else { return nil }
    let brisque = BrisqueScan(width: image.width, height: image.height)
    let niqe = NiqeScan(width: blocks.width, height: blocks.height)
    var surface = SurfaceScan(width: image.width, height: image.height)
    var gray: [UInt8] = []
    gray.reserveCapacity(image.width * image.height)
    var row = 0
    GrayRows.visit(image) { samples in
      brisque.add(samples)
      if row < blocks.height { niqe.add(samples) }
      row += 1
    }
    image.samples.withUnsafeBufferPointer { samples in
      for row in 0..<image.height {
        let bytes = surface.add(samples.baseAddress! + 3 * row * image.width)
        gray.append(contentsOf: UnsafeBufferPointer(start: bytes, count: image.width))
      }
    }
    let detail = FineDetail.level(of: gray, width: image.width, height: image.height)
    let scene = brisque.finish()
    let natural = niqe.finish()
    self.init(
      values: scene.values + natural.means
        + Self.plain(surface.finish(), detail: detail, sharpness: natural.sharpness),
      blocks: natural)
  }

  private static func plain(
    _ surface: SurfaceMeasures, detail: Double, sharpness: [Double]
  ) -> [Double] {
    let gray = surface.gray
    return [
      log(surface.laplacianVariance + 1), gray.mean, gray.deviation,
      surface.colourfulness, surface.noise, Histogram.entropy([gray]), detail,
      gray.share(of: 0...5), gray.share(of: 250...255), gray.percentile(5), gray.percentile(99),
      sharpness.max() ?? 0, sharpness.reduce(0, +) / Double(max(sharpness.count, 1)),
    ]
  }
}
