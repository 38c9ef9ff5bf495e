import ArchiveFixtures
import Core
import Meshes
import Testing

/// Pictures of meshes show what is there, from where it is looked at.
@Suite struct MeshRendererTests {
  private func box() -> ShapeModel {
    var model = ShapeModel(corners: [])
    model.addBox(at: .zero, size: [1, 1, 1])
    return model
  }

  private func share(_ image: RGBImage) -> Double {
    let covered = stride(from: 0, to: image.samples.count, by: 3).filter { image.samples[$0] < 250 }
    return Double(covered.count) / Double(image.width * image.height)
  }

  @Test func aBoxFromTheFrontIsASquare() {
    let image = MeshRenderer.picture(of: box().mesh, from: MeshView(yaw: 0, pitch: 0), side: 100)
    // The sphere around a box of side 1 has a radius of √3/2; it has 0.96 of the picture.
    let side = 0.96 / 3.0.squareRoot()
    #expect(abs(share(image) - side * side) < 0.02)
    let places: [Int] = [5040, 5045, 5050, 5055, 5060]
    let middle: Set<UInt8> = Set(places.map { image.samples[3 * $0] })
    #expect(middle.count == 1)
  }

  @Test func theThreeSidesOfABoxHaveDifferentLight() {
    let image = MeshRenderer.picture(of: box().mesh, side: 200)
    var counts: [UInt8: Int] = [:]
    for at in stride(from: 0, to: image.samples.count, by: 3) {
      counts[image.samples[at], default: 0] += 1
    }
    #expect(counts.filter { $0.key != 255 && $0.value > 1000 }.count == 3)
    // Edges are averages of four samples: more than four values in all.
    #expect(counts.count > 8)
  }

  @Test func theNearerSideHidesTheFarther() {
    var model = box()
    model.addBox(at: [0, 3, 0], size: [0.5, 0.5, 0.5])
    let front = MeshView(yaw: 0, pitch: 0)
    var alone = box()
    alone.addBox(at: [0, 3, 0], size: [0.001, 0.001, 0.001])
    let (one, other) = (
      MeshRenderer.picture(of: model.mesh, from: front, side: 60),
      MeshRenderer.picture(of: alone.mesh, from: front, side: 60)
    )
    #expect(abs(share(one) - share(other)) < 0.05)
  }

  @Test func windingAndSizeAndPlaceMakeNoDifference() {
    let model = ShapeModel(seed: 5)
    var turned: [Float] = []
    for at in stride(from: 0, to: model.corners.count, by: 9) {
      let corners = (0..<3).map { Array(model.corners[at + 3 * $0..<at + 3 * $0 + 3]) }
      turned += (corners[0] + corners[2] + corners[1]).map { $0 * 8 + 64 }
    }
    let one = MeshRenderer.picture(of: model.mesh, side: 80)
    let other = MeshRenderer.picture(of: ShapeModel(corners: turned).mesh, side: 80)
    let different = zip(one.samples, other.samples).filter { abs(Int($0) - Int($1)) > 8 }.count
    #expect(Double(different) / Double(one.samples.count) < 0.01)
  }

  @Test func turningTheMeshIsTurningTheView() {
    let model = ShapeModel(seed: 6)
    let one = MeshRenderer.picture(
      of: model.turned(yaw: 20).mesh, from: MeshView(yaw: 50, pitch: 25), side: 80)
    let other = MeshRenderer.picture(of: model.mesh, from: .threeQuarter, side: 80)
    let different = zip(one.samples, other.samples).filter { abs(Int($0) - Int($1)) > 8 }.count
    #expect(Double(different) / Double(one.samples.count) < 0.05)
  }

  @Test func viewsAroundLieCloseTogether() {
    #expect(MeshView.around.count == 19)
    #expect(MeshView.around[0] == .threeQuarter)
    #expect(Set(MeshView.around).count == 19)
  }

  @Test func nothingAndFlatThingsAreDrawnToo() {
    let nothing = MeshRenderer.picture(of: TriangleMesh(corners: [], sourceCount: 0), side: 10)
    #expect(nothing.samples.allSatisfy { $0 == 255 })
    let point = TriangleMesh(corners: [Float](repeating: 1, count: 9), sourceCount: 1)
    #expect(MeshRenderer.picture(of: point, side: 10).samples.allSatisfy { $0 == 255 })
  }
}
