/// An affine map between two unit squares (0…1 along each side of a picture):
/// `x' = x0 + xx·x + xy·y`, `y' = y0 + yx·x + yy·y`.
package struct AffineMap: Hashable, Sendable {
  package var x0: Float
  package var xx: Float
  package var xy: Float
  package var y0: Float
  package var yx: Float
  package var yy: Float

  package init(x0: Float, xx: Float, xy: Float, y0: Float, yx: Float, yy: Float) {
    self.x0 = x0
    self.xx = xx
    self.xy = xy
    self.y0 = y0
    self.yx = yx
    self.yy = yy
  }

  package static let identity = AffineMap(x0: 0, xx: 1, xy: 0, y0: 0, yx: 0, yy: 1)

  package var determinant: Float { xx * yy - xy * yx }

  /// First `first`, then this map.
  package func after(_ first: AffineMap) -> AffineMap {
    AffineMap(
      x0: x0 + xx * first.x0 + xy * first.y0,
      xx: xx * first.xx + xy * first.yx,
      xy: xx * first.xy + xy * first.yy,
      y0: y0 + yx * first.x0 + yy * first.y0,
      yx: yx * first.xx + yy * first.yx,
      yy: yx * first.xy + yy * first.yy)
  }

  /// The map back; `nil` when this one flattens the square.
  package var inverse: AffineMap? {
    let determinant = determinant
    guard abs(determinant) > 1e-6 else { return nil }
    let (a, b) = (yy / determinant, -xy / determinant)
    let (c, d) = (-yx / determinant, xx / determinant)
    return AffineMap(
      x0: -(a * x0 + b * y0), xx: a, xy: b, y0: -(c * x0 + d * y0), yx: c, yy: d)
  }

  /// How far the map moves the corners of the square, at most, in units of a side.
  package var displacement: Float {
    [(Float(0), Float(0)), (1, 0), (0, 1), (1, 1)].map { x, y in
      let (dx, dy) = (x0 + xx * x + xy * y - x, y0 + yx * x + yy * y - y)
      return (dx * dx + dy * dy).squareRoot()
    }.max()!
  }
}
