#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Distances on a sphere of the Earth's mean radius (IUGG, 6,371,008.8 m), which is within half a
/// percent of those on the ellipsoid.
enum GreatCircle {
  private static let radius = 6_371_008.8
  /// Beyond half of the way round everything is near.
  private static let farthest = radius * Double.pi

  /// The haversine of the angle that a distance spans, 0…1.
  static func haversine(ofMetres metres: Double) -> Double {
    let half = sin(min(metres, farthest) / (2 * radius))
    return half * half
  }

  /// The haversine of the angle between two places, in the order of operations in which SQL computes
  /// it (R. W. Sinnott, "Virtues of the Haversine", 1984).
  static func haversine(
    from latitude: Double, _ longitude: Double, to otherLatitude: Double, _ otherLongitude: Double
  ) -> Double {
    let vertical = sin(radians(otherLatitude - latitude) / 2)
    let horizontal = sin(radians(otherLongitude - longitude) / 2)
    return vertical * vertical
      + cos(radians(latitude)) * cos(radians(otherLatitude)) * horizontal * horizontal
  }

  private static func radians(_ degrees: Double) -> Double { degrees * (Double.pi / 180) }
}
