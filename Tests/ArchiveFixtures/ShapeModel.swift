package import Meshes
internal import TestSupport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Meshes made of a few solids, drawn from a seed: no two seeds look alike, and nobody owns them.
package struct ShapeModel: Sendable {
  /// Nine numbers a triangle.
  package private(set) var corners: [Float] = []

  package var mesh: TriangleMesh {
    TriangleMesh(corners: corners, sourceCount: corners.count / 9)
  }

  /// A figure on a base: a body, a head, and limbs of several kinds.
  ///
  /// - Parameter detail: facets around every round solid.
  package init(seed: UInt64, detail: Int = 20) {
    var random = SeededGenerator(seed: seed)
    func between(_ low: Float, _ high: Float) -> Float {
      Float.random(in: low...high, using: &random)
    }
    addCone(
      at: .zero, radius: between(0.5, 0.9), top: between(0.4, 0.8), height: 0.18, detail: detail)
    let bodyHeight = between(0.5, 1.4)
    let middle = SIMD3<Float>(between(-0.15, 0.15), between(-0.15, 0.15), 0.18 + bodyHeight / 2)
    switch random.next() % 3 {
    case 0: addBox(at: middle, size: [between(0.3, 0.9), between(0.3, 0.7), bodyHeight])
    case 1:
      addCone(
        at: middle - [0, 0, bodyHeight / 2], radius: between(0.2, 0.5), top: between(0.05, 0.4),
        height: bodyHeight, detail: detail)
    default:
      addBall(
        at: middle, radii: [between(0.25, 0.5), between(0.2, 0.5), bodyHeight / 2], detail: detail)
    }
    let limbs = 3 + Int(random.next() % 4)
    for _ in 0..<limbs {
      let place =
        middle + [between(-0.6, 0.6), between(-0.6, 0.6), between(-0.4, 0.9) * bodyHeight]
      switch random.next() % 3 {
      case 0:
        addBox(at: place, size: [between(0.1, 0.7), between(0.1, 0.7), between(0.1, 0.8)])
      case 1:
        let size = between(0.1, 0.35)
        addBall(at: place, radii: [size, size, size * between(0.7, 1.6)], detail: detail)
      default:
        addCone(
          at: place, radius: between(0.1, 0.4), top: between(0, 0.2), height: between(0.3, 1),
          detail: detail)
      }
    }
  }

  package init(corners: [Float]) { self.corners = corners }

  /// Turned around the vertical, then tipped around the first axis, in degrees.
  package func turned(yaw: Float, pitch: Float = 0) -> ShapeModel {
    let (a, b) = (yaw * .pi / 180, pitch * .pi / 180)
    var turned = corners
    for at in stride(from: 0, to: corners.count, by: 3) {
      let (x, y, z) = (corners[at], corners[at + 1], corners[at + 2])
      let (x1, y1) = (x * cos(a) - y * sin(a), x * sin(a) + y * cos(a))
      turned[at] = x1
      turned[at + 1] = y1 * cos(b) - z * sin(b)
      turned[at + 2] = y1 * sin(b) + z * cos(b)
    }
    return ShapeModel(corners: turned)
  }

  private mutating func add(_ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>) {
    for corner in [a, b, c] { corners += [corner.x, corner.y, corner.z] }
  }

  private mutating func addQuad(
    _ a: SIMD3<Float>, _ b: SIMD3<Float>, _ c: SIMD3<Float>, _ d: SIMD3<Float>
  ) {
    add(a, b, c)
    add(a, c, d)
  }

  package mutating func addBox(at centre: SIMD3<Float>, size: SIMD3<Float>) {
    func corner(_ x: Float, _ y: Float, _ z: Float) -> SIMD3<Float> {
      centre + SIMD3(x, y, z) * size / 2
    }
    addQuad(corner(-1, -1, -1), corner(-1, 1, -1), corner(1, 1, -1), corner(1, -1, -1))
    addQuad(corner(-1, -1, 1), corner(1, -1, 1), corner(1, 1, 1), corner(-1, 1, 1))
    addQuad(corner(-1, -1, -1), corner(1, -1, -1), corner(1, -1, 1), corner(-1, -1, 1))
    addQuad(corner(1, -1, -1), corner(1, 1, -1), corner(1, 1, 1), corner(1, -1, 1))
    addQuad(corner(1, 1, -1), corner(-1, 1, -1), corner(-1, 1, 1), corner(1, 1, 1))
    addQuad(corner(-1, 1, -1), corner(-1, -1, -1), corner(-1, -1, 1), corner(-1, 1, 1))
  }

  private mutating func addCone(
    at foot: SIMD3<Float>, radius: Float, top: Float, height: Float, detail: Int
  ) {
    func rim(_ index: Int, _ radius: Float, _ z: Float) -> SIMD3<Float> {
      let angle = 2 * Float.pi * Float(index) / Float(detail)
      return foot + [radius * cos(angle), radius * sin(angle), z]
    }
    for index in 0..<detail {
      let (low, next) = (rim(index, radius, 0), rim(index + 1, radius, 0))
      let (high, after) = (rim(index, top, height), rim(index + 1, top, height))
      addQuad(low, next, after, high)
      add(foot, next, low)
      add(foot + [0, 0, height], high, after)
    }
  }

  private mutating func addBall(at centre: SIMD3<Float>, radii: SIMD3<Float>, detail: Int) {
    func point(_ ring: Int, _ step: Int) -> SIMD3<Float> {
      let (a, b) = (
        Float.pi * Float(ring) / Float(detail), 2 * Float.pi * Float(step) / Float(detail)
      )
      return centre + radii * [sin(a) * cos(b), sin(a) * sin(b), cos(a)]
    }
    for ring in 0..<detail {
      for step in 0..<detail {
        addQuad(
          point(ring, step), point(ring + 1, step), point(ring + 1, step + 1),
          point(ring, step + 1))
      }
    }
  }
}
