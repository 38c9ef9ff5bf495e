import Core
import Kernels

/// Tells whether what one picture shows beyond another is nothing: the border of a tilted or padded
/// copy, which has more pixels than its original and is no better for it.
enum EmptyMargin {
  /// Least share of a plane that must lie beyond the other for it to count.
  private static let leastShare = 0.006
  /// Mean step between neighbours, in grey levels, below which a region is empty.
  private static let mostStep = 1.2

  /// Whether the part of `plane` that `map` sends outside the other's unit square is empty; `false`
  /// when there is no such part.
  static func isEmpty(_ plane: LumaPlane, outside map: AffineMap) -> Bool {
    let side = Float(plane.width)
    func isOutside(_ column: Int, _ row: Int) -> Bool {
      let (u, v) = ((Float(column) + 0.5) / side, (Float(row) + 0.5) / side)
      let x = map.x0 + map.xx * u + map.xy * v
      let y = map.y0 + map.yx * u + map.yy * v
      // Half a sample of slack: the edge itself mixes both sides.
      let slack = 0.75 / side
      return x < -slack || y < -slack || x > 1 + slack || y > 1 + slack
    }
    var (count, steps, sum) = (0, 0, 0)
    for row in 0..<plane.height {
      var previous = false
      for column in 0..<plane.width {
        let outside = isOutside(column, row)
        if outside {
          count += 1
          if previous {
            let place = row * plane.width + column
            steps += 1
            sum += abs(Int(plane.samples[place]) - Int(plane.samples[place - 1]))
          }
        }
        previous = outside
      }
    }
    guard Double(count) > leastShare * Double(plane.samples.count), steps > 0 else { return false }
    return Double(sum) / Double(steps) < mostStep
  }
}
