/// What can be counted on the pixels of a picture in one pass.
package struct SurfaceMeasures: Sendable {
  package var width: Int
  package var height: Int
  /// √(.241 R² + .691 G² + .068 B²) / 255, 0…1.
  package var brightness: Histogram
  package var red: Histogram
  package var green: Histogram
  package var blue: Histogram
  /// LIVE's gray, 0…255.
  package var gray: Histogram
  /// Whether all pixels have three equal channels.
  package var isGrayscale: Bool
  /// Hasler, Süsstrunk, "Measuring colourfulness in natural images" (2003): 0 (gray) to about 150.
  package var colourfulness: Double
  /// How many of the 32,768 colours of five bits a channel occur.
  package var colourCount: Int
  /// The variance of the 4-neighbour Laplacian of gray.
  package var laplacianVariance: Double
  /// Immerkær, "Fast noise variance estimation" (1996): the deviation of white noise in gray levels.
  /// Fine texture counts as noise. 0 when a side is shorter than three pixels.
  package var noise: Double
  /// The variances of the Laplacian and of gray in each whole block of 32 × 32 pixels.
  package var blocks: [BlockVariance]
  /// The share of pixels equal to their right and lower neighbours.
  package var flatShare: Double
  /// The share of pixels that differ from one of these by 32 levels or more.
  package var edgeShare: Double
  /// The share of edge pixels that hardly differ from the other neighbour.
  package var axisShare: Double
  /// Wang, Sheikh, Bovik, "No-reference perceptual quality assessment of JPEG compressed images"
  /// (2002): about 10 (no visible blocks) downwards; `nil` when a side is shorter than 16 pixels.
  package var blockiness: Double?

  package struct BlockVariance: Hashable, Sendable {
    package var laplacian: Double
    package var gray: Double
  }

  /// Shannon's entropy in bits: of the three channels' bins taken as one histogram (0…9.6), or of
  /// the gray bins of a picture without colour (0…8).
  package var entropy: Double {
    isGrayscale ? Histogram.entropy([red]) : Histogram.entropy([red, green, blue])
  }

  /// The 95th percentile, over the blocks, of the Laplacian's variance beyond the quietest blocks'
  /// relative to the contrast of the block: how much of the contrast is fine detail. Falls with blur
  /// whatever the subject, and does not take noise for detail. `nil` without 16 blocks.
  package var detail: Double? {
    guard blocks.count >= 16 else { return nil }
    // White noise raises every block alike; the quietest tenth shows by how much.
    let floor = 1.5 * Percentile.of(sorted: blocks.map(\.laplacian).sorted(), 10)
    let relative = blocks.map { max($0.laplacian - floor, 0) / ($0.gray + 100) }
    return Percentile.of(sorted: relative.sorted(), 95)
  }

  /// ``detail``, normalised by resolution: the more pixels show a scene, the less of its contrast
  /// lies between neighbours. Pictures above one megapixel are credited with the ratio of the sides.
  package var sharpness: Double? {
    let megapixels = Double(width) * Double(height) / 1e6
    return detail.map { $0 * max(megapixels, 1).squareRoot() }
  }

  /// The noise in the quiet parts of the picture, in gray levels: Immerkær's estimate, or what the
  /// quietest tenth of the blocks holds where that is less, since texture is no noise.
  package var quietNoise: Double {
    guard blocks.count >= 16 else { return noise }
    // White noise of variance s² has a Laplacian of variance (4² + 4 · 1) s².
    let quiet = Percentile.of(sorted: blocks.map(\.laplacian).sorted(), 10) / 20
    return min(noise, max(quiet, 0).squareRoot())
  }
}
