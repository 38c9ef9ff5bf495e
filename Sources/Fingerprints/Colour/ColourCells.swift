package import Core
internal import Kernels

/// A picture squashed to 32 × 32 exact area averages in RGB. The visual descriptor, the colour grid
/// and the placeholder are made of them, so one pass over the pixels serves all three.
package struct ColourCells: Hashable, Sendable {
  /// Cells along a side.
  package static let side = 32

  /// Three sums a cell, row by row, each of the total weight ``weight``.
  let sums: [UInt64]
  let weight: Int

  /// - Parameter image: at least one pixel; a smaller one is enlarged by the same rule.
  ///
  /// O(pixels).
  package init(of image: RGBImage) {
    sums = BoxKernel.sums(
      ofRGB: image.samples, width: image.width, height: image.height, cells: Self.side)
    weight = image.width * image.height
  }

  /// The means, rounded to nearest, halves up: `side` × `side` pixels.
  package var means: RGBImage {
    RGBImage(
      width: Self.side, height: Self.side, samples: BoxKernel.means(of: sums, weight: weight))
  }
}
