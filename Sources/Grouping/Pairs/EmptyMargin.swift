import Core
import Kernels

/// Tells whether what a tilted copy shows beyond its original is nothing: the corners that a program
/// filled in. Such a copy has more pixels than its original and is no better for it.
enum EmptyMargin {
  /// Least share of a plane that must lie beyond the other for it to count.
  private static let leastShare = 0.004
  /// How far from the commonest value a filled pixel may be, and how many must be within that.
  private static let tolerance = 6
  private static let leastFilled = 0.8
  /// Least tilt for the corners to have been filled: without one, an empty border is a matter of
  /// taste.
  private static let leastTilt: Float = 0.012

  /// Whether the part of `plane` that `map` sends outside the other's unit square is filled with one
  /// value; `false` when there is no such part, or no tilt.
  static func isEmpty(_ plane: LumaPlane, outside map: AffineMap) -> Bool {
    guard max(abs(map.xy), abs(map.yx)) >= leastTilt else { return false }
    let side = Float(plane.width)
    // The edge itself mixes both sides, and smoothing reaches a sample further.
    let slack = 1.5 / side
    var histogram = [Int](repeating: 0, count: 256)
    var count = 0
    for row in 0..<plane.height {
      for column in 0..<plane.width {
        let (u, v) = ((Float(column) + 0.5) / side, (Float(row) + 0.5) / side)
        let x = map.x0 + map.xx * u + map.xy * v
        let y = map.y0 + map.yx * u + map.yy * v
        guard x < -slack || y < -slack || x > 1 + slack || y > 1 + slack else { continue }
        histogram[Int(plane.samples[row * plane.width + column])] += 1
        count += 1
      }
    }
    guard Double(count) > leastShare * Double(plane.samples.count),
      let commonest = histogram.indices.max(by: { histogram[$0] < histogram[$1] })
    else { return false }
    let near = max(0, commonest - tolerance)...min(255, commonest + tolerance)
    return Double(histogram[near].reduce(0, +)) >= leastFilled * Double(count)
  }
}
