package import Core

/// Pictures of meshes: parallel projection, one size for all, flat shading, a depth buffer, four
/// samples a pixel.
package enum MeshRenderer {
  /// Draws a mesh on white. O(triangles + pixels covered by each); memory: 20 bytes for each of the
  /// 4 × side² samples.
  ///
  /// The mesh fills the picture the same from every side: its scale is that of the sphere around it.
  /// Faces are seen from both sides, since their winding is often wrong.
  ///
  /// - Parameter side: of the square picture, in pixels.
  package static func picture(
    of mesh: TriangleMesh, from view: MeshView = .threeQuarter, side: Int = 320
  ) -> RGBImage {
    picture(of: mesh, placing: MeshPlacing(of: mesh), from: view, side: side)
  }

  /// Draws several views of a mesh.
  package static func pictures(
    of mesh: TriangleMesh, from views: [MeshView], side: Int
  ) -> [RGBImage] {
    let placing = MeshPlacing(of: mesh)
    return views.map { picture(of: mesh, placing: placing, from: $0, side: side) }
  }

  private static func picture(
    of mesh: TriangleMesh, placing: MeshPlacing, from view: MeshView, side: Int
  ) -> RGBImage {
    var canvas = MeshCanvas(side: 2 * side)
    let axes = view.axes
    let half = Float(side)
    // A margin of 4 % keeps outlines off the border.
    let scale = placing.radius > 0 ? 0.96 * half / placing.radius : 0
    mesh.corners.withUnsafeBufferPointer { corners in
      var projected = (SIMD3<Float>(), SIMD3<Float>(), SIMD3<Float>())
      func project(_ at: Int) -> SIMD3<Float> {
        let corner =
          SIMD3(corners[at], corners[at + 1], corners[at + 2]) - placing.centre
        return SIMD3(
          half + scale * (corner * axes.right).sum(), half - scale * (corner * axes.up).sum(),
          scale * (corner * axes.eye).sum())
      }
      for at in stride(from: 0, to: corners.count, by: 9) {
        projected = (project(at), project(at + 3), project(at + 6))
        canvas.fill(projected.0, projected.1, projected.2)
      }
    }
    return canvas.picture()
  }
}

/// The middle of a mesh, and how far it reaches from there.
struct MeshPlacing {
  let centre: SIMD3<Float>
  let radius: Float

  init(of mesh: TriangleMesh) {
    var (low, high) = (SIMD3<Float>(repeating: .infinity), SIMD3<Float>(repeating: -.infinity))
    Self.forEachCorner(of: mesh) { corner in
      low = pointwiseMin(low, corner)
      high = pointwiseMax(high, corner)
    }
    let centre = mesh.count > 0 ? low * 0.5 + high * 0.5 : .zero
    var farthest: Float = 0
    Self.forEachCorner(of: mesh) { corner in
      let offset = corner - centre
      farthest = max(farthest, (offset * offset).sum())
    }
    self.centre = centre
    radius = farthest.squareRoot()
  }

  private static func forEachCorner(of mesh: TriangleMesh, _ body: (SIMD3<Float>) -> Void) {
    mesh.corners.withUnsafeBufferPointer { corners in
      for at in stride(from: 0, to: corners.count, by: 3) {
        body(SIMD3(corners[at], corners[at + 1], corners[at + 2]))
      }
    }
  }
}
