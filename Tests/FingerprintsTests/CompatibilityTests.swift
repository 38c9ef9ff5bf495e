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
}
