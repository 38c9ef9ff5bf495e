internal import Core

/// A square of samples with depths, into which triangles are filled.
struct MeshCanvas {
  private let side: Int
  /// Towards the eye is more.
  private var depths: [Float]
  /// How much light comes from there, 0…1; negative where nothing is.
  private var lights: [Float]

  /// Light from above left, a little towards the eye; and a weak one from the right, so that faces
  /// turned away differ too.
  private static let key = normalized(SIMD3<Float>(-0.45, -0.65, 0.62))
  private static let fill = normalized(SIMD3<Float>(0.8, 0.1, 0.6))
  private static let ambient: Float = 0.14

  init(side: Int) {
    self.side = side
    depths = [Float](repeating: -.infinity, count: side * side)
    lights = [Float](repeating: -1, count: side * side)
  }

  /// Fills a triangle given in samples from the upper left, with depth.
  mutating func fill(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>) {
    let area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    guard area != 0, area.isFinite else { return }
    let most = Float(side - 1)
    // Samples lie in the middles of their squares.
    let left = Int(max(0, (min(a.x, b.x, c.x) - 0.5).rounded(.up)))
    let right = Int(min(most, (max(a.x, b.x, c.x) - 0.5).rounded(.down)))
    let top = Int(max(0, (min(a.y, b.y, c.y) - 0.5).rounded(.up)))
    let bottom = Int(min(most, (max(a.y, b.y, c.y) - 0.5).rounded(.down)))
    guard left <= right, top <= bottom else { return }
    let light = Self.light(a, b, c)
    let inverse = 1 / area
    let (alongB, alongC) = (SIMD2(b.x - a.x, b.y - a.y), SIMD2(c.x - a.x, c.y - a.y))
    let (riseB, riseC) = (b.z - a.z, c.z - a.z)
    depths.withUnsafeMutableBufferPointer { depths in
      lights.withUnsafeMutableBufferPointer { lights in
        for row in top...bottom {
          let y = Float(row) + 0.5 - a.y
          for column in left...right {
            let x = Float(column) + 0.5 - a.x
            let atB = (x * alongC.y - y * alongC.x) * inverse
            let atC = (y * alongB.x - x * alongB.y) * inverse
            guard atB >= 0, atC >= 0, atB + atC <= 1 else { continue }
            let depth = a.z + atB * riseB + atC * riseC
            let place = row * side + column
            guard depth > depths[place] else { continue }
            depths[place] = depth
            lights[place] = light
          }
        }
      }
    }
  }

  /// Four samples a pixel, averaged; a warm grey on white.
  func picture() -> RGBImage {
    let half = side / 2
    var samples = [UInt8](repeating: 255, count: 3 * half * half)
    for row in 0..<half {
      for column in 0..<half {
        let place = 2 * row * side + 2 * column
        let four = [place, place + 1, place + side, place + side + 1].map { lights[$0] }
        let covered = four.filter { $0 >= 0 }
        guard !covered.isEmpty else { continue }
        let light = covered.reduce(0, +) / Float(covered.count)
        let share = Float(covered.count) / 4
        for (channel, tint) in [Float(218), 212, 202].enumerated() {
          let value = share * tint * light + (1 - share) * 255
          samples[3 * (row * half + column) + channel] = UInt8(max(0, min(255, value.rounded())))
        }
      }
    }
    return RGBImage(width: half, height: half, samples: samples)
  }

  /// Of a face, turned towards the eye whatever its winding.
  private static func light(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>) -> Float {
    let (u, v) = (b - a, c - a)
    let normal = normalized(
      SIMD3(u.y * v.z - u.z * v.y, u.z * v.x - u.x * v.z, u.x * v.y - u.y * v.x))
    let facing = normal.z < 0 ? -normal : normal
    let shine = max(0, (facing * key).sum()) * 0.72 + max(0, (facing * fill).sum()) * 0.26
    return min(1, ambient + shine)
  }

  private static func normalized(_ vector: SIMD3<Float>) -> SIMD3<Float> {
    let length = (vector * vector).sum().squareRoot()
    return length > 0 ? vector / length : .zero
  }
}
