package import Core
internal import Glibc
internal import Kernels

/// The blur test of CleanVision 0.3.7, for comparison only: it misses Gaussian blur of σ 1…3 on
/// photographs. ``SurfaceMeasures/detail`` is what the project judges by.
///
/// The picture is shrunk to 64 pixels on its longer side (Pillow's bicubic), its edges are found
/// with a 3 × 3 mask, and their deviation is added to how unevenly its gray levels are used.
package struct CleanVisionBlur: Hashable, Sendable {
  /// The deviation of the edge picture.
  package let blurriness: Double
  /// The deviation of the counts of the 256 gray levels.
  package let histogramDeviation: Double

  /// 0…1: higher is sharper; CleanVision calls it blurry below 0.29.
  package var score: Double {
    let edges = 1 - exp(-0.01 * blurriness)
    let levels = 1 - exp(-0.01 * histogramDeviation)
    // Evenly used gray levels say nothing and are left out.
    return min(edges + (levels <= 0.18 ? 0 : levels), 1)
  }

  package init(of image: RGBImage) {
    let small = Self.shrunk(image)
    let gray = LumaKernel.bytes(rgb: small.samples)
    blurriness = Self.deviation(Self.edges(gray, small.width, small.height).map(Double.init))
    var counts = [Double](repeating: 0, count: 256)
    for value in gray { counts[Int(value)] += 1 }
    histogramDeviation = Self.deviation(counts)
  }

  private static func shrunk(_ image: RGBImage) -> RGBImage {
    let ratio = Double(max(image.width, image.height)) / 64
    guard ratio > 1 else { return image }
    let width = max(Int(Double(image.width) / ratio), 1)
    let height = max(Int(Double(image.height) / ratio), 1)
    let columns = BicubicTaps(inputs: image.width, outputs: width)
    let rows = BicubicTaps(inputs: image.height, outputs: height)
    var samples = [UInt8](repeating: 0, count: 3 * width * height)
    for channel in 0..<3 {
      let plane = stride(from: channel, to: image.samples.count, by: 3).map { image.samples[$0] }
      let narrow = columns.narrowed(plane, width: image.width, height: image.height)
      for (index, value) in rows.flattened(narrow, width: width).enumerated() {
        samples[3 * index + channel] = value
      }
    }
    return RGBImage(width: width, height: height, samples: samples)
  }

  /// Pillow's FIND_EDGES: eight times a sample less its neighbours; the border stays as it is.
  private static func edges(_ gray: [UInt8], _ width: Int, _ height: Int) -> [UInt8] {
    var result = gray
    guard width > 2, height > 2 else { return result }
    for y in 1..<height - 1 {
      for x in 1..<width - 1 {
        var sum = 9 * Int(gray[y * width + x])
        for neighbour in 0..<9 {
          sum -= Int(gray[(y + neighbour / 3 - 1) * width + x + neighbour % 3 - 1])
        }
        result[y * width + x] = UInt8(clamping: sum)
      }
    }
    return result
  }

  private static func deviation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count)).squareRoot()
  }
}
