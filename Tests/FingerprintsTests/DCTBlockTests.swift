import Core
import Fingerprints
import TestSupport
import Testing

struct DCTBlockTests {
  /// What the turned picture's own block says is what the sign flips and transpositions predict.
  @Test(arguments: Dihedral.allCases)
  func dihedralHashesAreThoseOfTheTurnedPicture(_ dihedral: Dihedral) {
    for seed in UInt64(1)...8 {
      let luma = LumaConversion.squashed(
        LumaConversion.pillow(DrawnPicture.image(seed: seed, width: 200, height: 150)))
      let turned = DCTBlock(of: dihedral.apply(to: luma))
      #expect(DCTBlock(of: luma).applying(dihedral) == turned)
      #expect(DCTBlock(of: luma).hash(dihedral) == turned.hash)
      #expect(DCTBlock(of: luma).dihedralHashes()[Int(dihedral.rawValue)] == turned.hash)
    }
  }

  @Test func turningBackGivesThePictureBack() {
    let plane = LumaConversion.pillow(DrawnPicture.image(seed: 3, width: 31, height: 17))
    for dihedral in Dihedral.allCases {
      #expect(dihedral.inverse.apply(to: dihedral.apply(to: plane)) == plane)
    }
  }

  @Test(arguments: [0, 1, 127, 255])
  func aSingleToneHasOneDecisionAndNoTexture(_ tone: UInt8) {
    let plane = LumaPlane(
      width: 50, height: 70, samples: [UInt8](repeating: tone, count: 3500))
    let block = DCTBlock(of: plane)
    #expect(block.texture == 0)
    #expect(block.coefficients[0] == Float(tone) * 64)
    #expect(block.coefficients.dropFirst().allSatisfy { $0 == 0 })
  }

  @Test func halfTheDecisionsOfATexturedPictureAreSet() {
    let luma = LumaConversion.pillow(DrawnPicture.image(seed: 9, width: 400, height: 300))
    let hash = DCTBlock(of: luma).hash
    #expect(hash.distance(to: .zero) == 128)
  }

  @Test(arguments: [(1, 1), (2, 3), (63, 65), (128, 128), (700, 3)])
  func anySizeIsAccepted(_ width: Int, _ height: Int) {
    let set = Fingerprinter.fingerprints(
      of: DrawnPicture.image(seed: 5, width: width, height: height))
    #expect(set.luma.width == 128 && set.luma.height == 128)
    #expect(set.dct == DCTBlock(of: set.luma).hash)
  }
}
