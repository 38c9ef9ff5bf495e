#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a mesh is looked at from. Z points up, as in files for printing.
package struct MeshView: Hashable, Sendable {
  /// Around the vertical, in degrees; 0 looks along +Y.
  package var yaw: Double
  /// Above the horizon, in degrees.
  package var pitch: Double

  package init(yaw: Double, pitch: Double) {
    self.yaw = yaw
    self.pitch = pitch
  }

  /// From the front, a little from the right and from above: how most pictures of models are taken.
  package static let threeQuarter = MeshView(yaw: 30, pitch: 25)

  /// The three-quarter view and 18 around it, in rings of 8° and 16°: every direction up to 15° off
  /// lies within 6° of one of them. They make a fingerprint that tolerates another pose.
  package static let around: [MeshView] =
    [threeQuarter] + ring(8, count: 6, from: 0) + ring(15, count: 12, from: 15)

  private static func ring(_ degrees: Double, count: Int, from start: Double) -> [MeshView] {
    (0..<count).map { index in
      let angle = (start + 360 * Double(index) / Double(count)) * .pi / 180
      // Meridians are closer together further up.
      let spread = cos(threeQuarter.pitch * .pi / 180)
      return MeshView(
        yaw: threeQuarter.yaw + degrees * cos(angle) / spread,
        pitch: threeQuarter.pitch + degrees * sin(angle))
    }
  }

  /// Right, up and towards the eye, as rows.
  var axes: (right: SIMD3<Float>, up: SIMD3<Float>, eye: SIMD3<Float>) {
    let (yaw, pitch) = (yaw * .pi / 180, pitch * .pi / 180)
    let eye = SIMD3<Double>(sin(yaw) * cos(pitch), -cos(yaw) * cos(pitch), sin(pitch))
    let right = SIMD3<Double>(cos(yaw), sin(yaw), 0)
    let up = SIMD3<Double>(-sin(yaw) * sin(pitch), cos(yaw) * sin(pitch), cos(pitch))
    return (SIMD3<Float>(right), SIMD3<Float>(up), SIMD3<Float>(eye))
  }
}
