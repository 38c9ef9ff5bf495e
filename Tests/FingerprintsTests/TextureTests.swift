import Core
import Fingerprints
import TestSupport
import Testing

/// Pictures with nothing to see must not be linked by chance.
struct TextureTests {
  private func picture(_ value: (_ x: Int, _ y: Int) -> Int) -> FingerprintSet {
    let samples = (0..<160 * 120).flatMap { index in
      [UInt8](repeating: UInt8(clamping: value(index % 160, index / 160)), count: 3)
    }
    return Fingerprinter.fingerprints(of: RGBImage(width: 160, height: 120, samples: samples))
  }

  @Test func blankFramesAndGradientsCollideAndAreGuarded() {
    let blank = picture { _, _ in 20 }
    let steep = picture { _, y in 60 + y }
    let gentle = picture { _, y in 100 + y / 2 }
    #expect(steep.dct.distance(to: gentle.dct) <= 40)
    for set in [blank, steep, gentle] { #expect(!set.isTextured) }
  }

  @Test func aNoisyFlatFieldIsGuarded() {
    var random = SeededGenerator(seed: 1)
    let set = picture { _, _ in 100 + Int(random.next() % 9) }
    #expect(set.texture > 0)
    #expect(!set.isTextured)
  }

  @Test func aDrawnPictureIsTextured() {
    let image = DrawnPicture.image(seed: 2, width: 400, height: 300)
    #expect(Fingerprinter.fingerprints(of: image).isTextured)
  }
}
