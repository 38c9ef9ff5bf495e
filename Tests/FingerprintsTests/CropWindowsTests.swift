import Core
import Fingerprints
import TestSupport
import Testing

struct CropWindowsTests {
  @Test func thereAreTwentySevenInsideThePicture() {
    #expect(CropWindows.all.count == 27)
    #expect(Set(CropWindows.all).count == 27)
    for window in CropWindows.all {
      #expect(window.x >= 0 && window.x + window.width <= 1.000_001)
      #expect(window.y >= 0 && window.y + window.height <= 1.000_001)
    }
  }

  /// A file that shows just a window hashes to nearly what the window hashes to.
  @Test func aWindowFindsItsCrop() {
    let image = DrawnPicture.image(seed: 21, width: 800, height: 600)
    let whole = Fingerprinter.fingerprints(of: image)
    for (window, hash) in CropWindows.hashes(of: whole.luma) {
      let crop = Self.crop(
        image, x: Int(window.x * 800 + 0.5), y: Int(window.y * 600 + 0.5),
        width: Int(window.width * 800 + 0.5), height: Int(window.height * 600 + 0.5))
      #expect(Fingerprinter.fingerprints(of: crop).dct.distance(to: hash) <= 12)
    }
  }

  @Test func dihedralHashesBeginWithThePlainOnes() {
    let luma = LumaConversion.squashed(
      LumaConversion.pillow(DrawnPicture.image(seed: 22, width: 160, height: 120)))
    let variants = CropWindows.dihedralHashes(of: luma)
    #expect(variants.count == 27 * 8)
    let plain = variants.filter { $0.dihedral == .identity }.map(\.hash)
    #expect(plain == CropWindows.hashes(of: luma).map(\.hash))
  }

  private static func crop(
    _ image: RGBImage, x: Int, y: Int, width: Int, height: Int
  ) -> RGBImage {
    var samples: [UInt8] = []
    for row in y..<y + height {
      let start = 3 * (row * image.width + x)
      samples += image.samples[start..<start + 3 * width]
    }
    return RGBImage(width: width, height: height, samples: samples)
  }
}
