import Core
import Decoding
import Files
import Fingerprints
import Foundation
import TestSupport
import Testing

/// Our hashes of real files, decoded by us, against those that Python's imagehash and pdqhash gave
/// for the same files decoded by Pillow.
@Suite struct PhotographParityTests {
  private struct Outcome: Sendable {
    var name: String
    var identical: Bool
    var fullDistance: Int
    var indexDistance: Int
    var quality: Int
  }

  /// Photographs without transparency or orientation, of which both decoders must see the same
  /// pixels; a fixed sample, since a debug build decodes slowly.
  private static func outcomes() throws -> [Outcome] {
    let decoder = try PictureDecoder()
    return try HashFixture.photographs.filter { $0.name.hasSuffix(".jpg") }
      .enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
      .compactMap { fixture -> Outcome? in
        let path = FilePath(TestData.url(fixture.name).path)
        // Pillow decodes some files in part that we refuse as cut short or damaged.
        guard let contents = try? FileContents(reading: path, limit: 1 << 26),
          let full = try? contents.withBytes({ try decoder.storedPixels($0) }),
          let picture = try? contents.withBytes({ try decoder.decode($0) })
        else { return nil }
        guard full.width == fixture.width, full.height == fixture.height,
          picture.metadata.orientation == 1
        else { return nil }
        let luma = LumaConversion.pillow(full)
        let index = PDQHash(
          of: try picture.reduced(), originalWidth: picture.width, originalHeight: picture.height)
        return Outcome(
          name: fixture.name,
          identical: ImageHash.averageHash(of: luma) == fixture.average
            && ImageHash.differenceHash(of: luma) == fixture.difference
            && ImageHash.perceptualHash(of: luma) == fixture.perceptual,
          fullDistance: PDQHash(of: full).hash.distance(to: fixture.pdq),
          indexDistance: index.hash.distance(to: fixture.pdq), quality: fixture.quality)
      }
  }

  @Test(.enabled(if: TestData.has("photos"), "needs the photographs of the test data"))
  func hashesEqualThePublishedOnes() throws {
    let outcomes = try Self.outcomes()
    #expect(outcomes.count >= 200)
    let different = outcomes.filter { !$0.identical }
    #expect(different.count <= outcomes.count / 100, "\(different.map(\.name))")
    let far = outcomes.filter { $0.fullDistance > 10 }
    #expect(far.count <= outcomes.count / 100, "\(far.map(\.name))")
    // What the index keeps is computed from a reduced decode.
    let farInIndex = outcomes.filter { $0.indexDistance > 10 }
    #expect(farInIndex.count <= outcomes.count / 20, "\(farInIndex.count) of \(outcomes.count)")
  }
}
