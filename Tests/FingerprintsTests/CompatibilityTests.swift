import Core
import Fingerprints
import TestSupport
import Testing

/// Bit for bit the values of Python's imagehash and pdqhash for the same pixels.
struct CompatibilityTests {
  @Test func fixturesAreThere() {
    #expect(HashFixture.drawn.count >= 12)
    #expect(HashFixture.photographs.count >= 250)
  }

  @Test(arguments: HashFixture.drawn)
  func imageHashes(_ fixture: HashFixture) throws {
    let image = try #require(DrawnPicture.image(named: fixture.name))
    let luma = LumaConversion.pillow(image)
    #expect(ImageHash.averageHash(of: luma) == fixture.average)
    #expect(ImageHash.differenceHash(of: luma) == fixture.difference)
    #expect(ImageHash.perceptualHash(of: luma) == fixture.perceptual)
  }

  @Test(arguments: HashFixture.drawn)
  func pdq(_ fixture: HashFixture) throws {
    let image = try #require(DrawnPicture.image(named: fixture.name))
    let pdq = PDQHash(of: image)
    #expect(pdq.hash == fixture.pdq)
    #expect(pdq.quality == fixture.quality)
    #expect(pdq.dihedralHashes() == fixture.dihedral)
  }

  /// PDQ of a picture reduced on loading stays near PDQ of the original.
  @Test(arguments: [UInt64(31), 32, 33, 34])
  func pdqOfAReducedPicture(_ seed: UInt64) {
    let original = DrawnPicture.image(seed: seed, width: 1200, height: 900)
    let reduced = Self.thirds(original)
    let exact = PDQHash(of: original)
    let estimate = PDQHash(of: reduced, originalWidth: 1200, originalHeight: 900)
    #expect(estimate.hash.distance(to: exact.hash) <= 10)
    #expect(abs(estimate.quality - exact.quality) <= 2)
  }

  /// Every 3 × 3 pixels become their mean.
  private static func thirds(_ image: RGBImage) -> RGBImage {
    let (width, height) = (image.width / 3, image.height / 3)
    var samples: [UInt8] = []
    for index in 0..<3 * width * height {
      let (x, y, channel) = (index / 3 % width, index / 3 / width, index % 3)
      var sum = 4
      for pixel in 0..<9 {
        let offset = (3 * y + pixel / 3) * image.width + 3 * x + pixel % 3
        sum += Int(image.samples[3 * offset + channel])
      }
      samples.append(UInt8(sum / 9))
    }
    return RGBImage(width: width, height: height, samples: samples)
  }
}
