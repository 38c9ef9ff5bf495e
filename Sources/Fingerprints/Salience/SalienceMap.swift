package import Core

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Where a picture draws the eye, on a grid of 64 × 64 cells over the whole of it.
///
/// The spectral residual of Hou and Zhang, *Saliency detection: a spectral residual approach*, CVPR
/// 2007: what the logarithm of the amplitude spectrum has beyond its own local mean is what the
/// picture has beyond others, and goes back to places with the picture's phases.
package struct SalienceMap: Hashable, Sendable {
  /// Cells along each side.
  package static let side = 64
  /// 0 and more, row by row; they sum to 1, or are all 0 where nothing stands out.
  package let values: [Float]

  /// Made of logarithms and angles, whose last bits differ between platforms; boxes that are chosen by
  /// it may.
  ///
  /// - Complexity: O(pixels), and four transforms of 64 × 64 numbers; about 1 ms.
  package init(of image: RGBImage) {
    let side = Self.side
    let cells = LumaConversion.squashed(LumaConversion.pillow(image), side: side).samples
    var real = cells.map(Double.init)
    var imaginary = [Double](repeating: 0, count: side * side)
    // A plain picture has rounding errors for phases.
    let isPlain = (cells.max() ?? 0) - (cells.min() ?? 0) < 4
    guard !isPlain else {
      values = [Float](repeating: 0, count: side * side)
      return
    }
    FourierGrid.transform(&real, &imaginary, side: side)
    let logarithms = zip(real, imaginary).map { log(hypot($0, $1) + 1e-6) }
    let means = Self.boxMeans(logarithms)
    for cell in real.indices {
      let amplitude = exp(logarithms[cell] - means[cell])
      let phase = atan2(imaginary[cell], real[cell])
      real[cell] = amplitude * cos(phase)
      imaginary[cell] = amplitude * sin(phase)
    }
    // Conjugated, the transform is its own inverse, but for a factor that does not matter here.
    FourierGrid.transform(&real, &imaginary, side: side)
    let energy = zip(real, imaginary).map { $0 * $0 + $1 * $1 }
    // Twice forward turns the picture about cell 0.
    let turned = (0..<side * side).map { cell in
      energy[(side - cell / side) % side * side + (side - cell % side) % side]
    }
    let smooth = Self.smoothed(turned)
    let sum = smooth.reduce(0, +)
    values = smooth.map { sum > 0 ? Float($0 / sum) : 0 }
  }

  /// Means of 3 × 3 cells; a spectrum goes round.
  private static func boxMeans(_ grid: [Double]) -> [Double] {
    (0..<side * side).map { cell in
      var sum = 0.0
      for down in -1...1 {
        let row = (cell / side + down + side) % side
        for right in -1...1 { sum += grid[row * side + (cell % side + right + side) % side] }
      }
      return sum / 9
    }
  }

  /// A Gaussian with a deviation of 2.5 cells, what lies outside left out.
  private static func smoothed(_ grid: [Double]) -> [Double] {
    let reach = 7
    let weights = (-reach...reach).map { exp(-Double($0 * $0) / (2 * 2.5 * 2.5)) }
    func along(_ grid: [Double], step: Int, across: Int) -> [Double] {
      var result = grid
      for line in 0..<side {
        for place in 0..<side {
          var (sum, weight) = (0.0, 0.0)
          for other in max(0, place - reach)...min(side - 1, place + reach) {
            let share = weights[other - place + reach]
            sum += share * grid[line * across + other * step]
            weight += share
          }
          result[line * across + place * step] = sum / weight
        }
      }
      return result
    }
    return along(along(grid, step: 1, across: side), step: side, across: 1)
  }
}
