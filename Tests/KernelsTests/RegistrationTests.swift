import Core
import Foundation
import Kernels
import TestSupport
import Testing

/// A smooth picture of a few dozen soft blobs, as a function of place, so that it can be sampled
/// anywhere without resampling error.
private struct BlobPicture {
  let blobs: [(x: Float, y: Float, size: Float, tone: Float)]

  init(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    blobs = (0..<40).map { _ in
      (
        .random(in: -0.1...1.1, using: &generator), .random(in: -0.1...1.1, using: &generator),
        .random(in: 0.03...0.12, using: &generator), .random(in: -70...70, using: &generator)
      )
    }
  }

  func tone(_ x: Float, _ y: Float) -> Float {
    blobs.reduce(128) { sum, blob in
      let (dx, dy) = ((x - blob.x) / blob.size, (y - blob.y) / blob.size)
      return sum + blob.tone * exp(-dx * dx - dy * dy)
    }
  }

  /// Samples the picture at the places that `map` gives for a 128×128 plane.
  func plane(_ map: AffineMap = .identity, tone change: (Float) -> Float = { $0 }) -> LumaPlane {
    var samples: [UInt8] = []
    for row in 0..<128 {
      for column in 0..<128 {
        let (u, v) = ((Float(column) + 0.5) / 128, (Float(row) + 0.5) / 128)
        let value = change(
          tone(map.x0 + map.xx * u + map.xy * v, map.y0 + map.yx * u + map.yy * v))
        samples.append(UInt8(max(0, min(255, value.rounded()))))
      }
    }
    return LumaPlane(width: 128, height: 128, samples: samples)
  }
}

@Suite struct RegistrationTests {
  @Test(arguments: 0..<20) func anAffineMapIsRecovered(seed: Int) {
    let picture = BlobPicture(seed: UInt64(seed))
    var generator = SeededGenerator(seed: UInt64(seed) + 1000)
    func jitter(_ size: Float) -> Float { .random(in: -size...size, using: &generator) }
    let truth = AffineMap(
      x0: 0.04 + jitter(0.02), xx: 0.92 + jitter(0.02), xy: jitter(0.03), y0: 0.04 + jitter(0.02),
      yx: jitter(0.03), yy: 0.92 + jitter(0.02))
    let match = Registration.match(
      template: RegistrationPyramid(picture.plane(truth)),
      image: RegistrationPyramid(picture.plane()),
      start: AffineMap(x0: 0.04, xx: 0.92, xy: 0, y0: 0.04, yx: 0, yy: 0.92))
    let error = match.map.after(truth.inverse!).displacement
    #expect(error < 0.004, "half a sample of 128")
    #expect(match.correlation > 0.995)
  }

  @Test func tonesAreFittedByAMonotoneCurve() {
    let picture = BlobPicture(seed: 7)
    let match = Registration.match(
      template: RegistrationPyramid(picture.plane { 255 * pow(max(0, $0) / 255, 0.5) }),
      image: RegistrationPyramid(picture.plane()), start: .identity)
    #expect(match.toneResidual < 2)
    #expect(match.toneResidual < 0.6 * match.lineResidual)
    #expect(match.map.displacement < 0.01)
  }

  @Test func aCaptionShowsInItsTilesAndOnItsSideOnly() {
    let picture = BlobPicture(seed: 3)
    var captioned = picture.plane()
    for row in 100..<112 { for column in 20..<90 { captioned.samples[row * 128 + column] = 255 } }
    let match = Registration.match(
      template: RegistrationPyramid(captioned), image: RegistrationPyramid(picture.plane()),
      start: .identity)
    #expect(match.map.displacement < 0.02)
    #expect(match.outlierSign > 0.9)
    let worst = match.tiles.indices.max { match.tiles[$0].residual < match.tiles[$1].residual }!
    #expect((5...7).contains(worst / 8), "rows of tiles that the caption crosses")
  }

  @Test func differentPicturesDoNotCorrelate() {
    let match = Registration.match(
      template: RegistrationPyramid(BlobPicture(seed: 1).plane()),
      image: RegistrationPyramid(BlobPicture(seed: 2).plane()), start: .identity)
    #expect(match.correlation < 0.7)
  }

  @Test func flatPlanesGiveNumbersNotNaN() {
    let flat = LumaPlane(width: 128, height: 128, samples: Array(repeating: 9, count: 128 * 128))
    let match = Registration.match(
      template: RegistrationPyramid(flat), image: RegistrationPyramid(flat), start: .identity)
    #expect(match.correlation == 0 && match.toneResidual.isFinite && match.gain == 1)
    #expect(match.tiles.allSatisfy { $0.residual.isFinite && $0.correlation == 0 })
  }
}

@Suite struct AffineMapTests {
  @Test func inverseUndoes() throws {
    let map = AffineMap(x0: 0.1, xx: 0.8, xy: 0.05, y0: -0.2, yx: -0.1, yy: 0.9)
    let back = try #require(map.inverse).after(map)
    #expect(back.displacement < 1e-5)
    #expect(AffineMap(x0: 0, xx: 1, xy: 1, y0: 0, yx: 1, yy: 1).inverse == nil)
  }
}
