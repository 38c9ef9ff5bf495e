import Core
import Fingerprints
import Grouping
import Kernels
import Testing

@Suite struct PairAlignmentTests {
  @Test(arguments: Dihedral.allCases) func turnsAndTheirMapsAgree(orientation: Dihedral) {
    // A plane whose samples name their own place: after the turn, the map must lead back to it.
    let side = 16
    let plane = LumaPlane(
      width: side, height: side, samples: (0..<(side * side)).map { UInt8($0) })
    let turned = orientation.apply(to: plane)
    let map = orientation.toSource
    for row in 0..<side {
      for column in 0..<side {
        let (u, v) = ((Float(column) + 0.5) / 16, (Float(row) + 0.5) / 16)
        let x = Int((map.x0 + map.xx * u + map.xy * v) * 16)
        let y = Int((map.y0 + map.yx * u + map.yy * v) * 16)
        #expect(plane.samples[y * side + x] == turned.samples[row * side + column])
      }
    }
  }

  @Test(arguments: Dihedral.allCases) func alignmentsInvertAndCompose(orientation: Dihedral) throws
  {
    let alignment = PairAlignment(
      orientation: orientation,
      map: AffineMap(x0: 0.05, xx: 0.9, xy: 0.02, y0: 0.03, yx: -0.02, yy: 0.9))
    let back = try #require(alignment.inverse)
    #expect(back.after(alignment).full.displacement < 1e-4)
    #expect(alignment.after(.identity).orientation == orientation)
  }
}
