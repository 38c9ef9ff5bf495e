import Catalogue
import Core
import Decoding
import Foundation
import TestSupport
import Testing

@testable import Ingest

/// Vectors of salient parts beside those of whole pictures, from the one decode and from a pass.
@Suite struct CropIndexTests {
  let library: Library
  let space = FakePictureModel().space

  init() throws {
    library = try Library()
    for seed in 0..<6 as Range<UInt64> {
      try library.folder.write(
        DrawnPicture.bitmap(seed: seed, width: 160, height: 120), to: "photos/\(seed).bmp")
    }
  }

  private func index(crops: Int) throws -> IndexReport {
    let model = FakePictureModel().pictureModel(side: 64, crops: crops)
    return try Indexer(
      catalogue: library.catalogue, processor: try PictureProcessor(model: model),
      options: IndexOptions()
    ).index([library.photos])
  }

  private func pass(_ crops: Int, limit: Int = .max) -> EmbeddingPass {
    EmbeddingPass(
      catalogue: library.catalogue, owner: .local,
      model: FakePictureModel(limit: limit).pictureModel(side: 64, crops: crops))
  }

  private func parts() throws -> [[EmbeddedPart]] {
    try library.reader.imageColumns().ids.map { try library.reader.embedding(of: $0, in: space) }
  }

  @Test func aPassGivesWhatTheIndexGives() throws {
    #expect(try index(crops: 3).counts.embedded == 6)
    let indexed = try parts()
    #expect(indexed.allSatisfy { (2...4).contains($0.count) && $0[0].box == .whole })
    #expect(try pass(3).pending().isEmpty)
    // The vector is that of the part's own pixels.
    let first = try #require(try library.reader.file(at: library.path("0.bmp"))?.image)
    for part in try library.reader.embedding(of: first, in: space) {
      let image = DrawnPicture.image(seed: 0, width: 160, height: 120).part(part.box)
      #expect(part.vector == (image.samples.prefix(4)).map { Float($0) + 1 })
    }

    // Another number makes them anew, by decoding again.
    let fewer = try pass(1).run()
    #expect(fewer.embedded == 6)
    #expect(try parts().map(\.count) == [Int](repeating: 2, count: 6))
    #expect(try pass(3).run().embedded == 6)
    #expect(try parts() == indexed)
    #expect(try pass(3).pending().isEmpty)
  }

  @Test func wholePicturesGetTheirPartsLater() throws {
    #expect(try index(crops: 0).counts.embedded == 6)
    let whole = try parts()
    #expect(whole.allSatisfy { $0.count == 1 })
    #expect(try pass(0).pending().isEmpty)
    #expect(try pass(2).pending().count == 6)
    // A model that fails on the way leaves what was committed, and the rest to the next pass.
    #expect(throws: Fault.self) { try pass(2, limit: 9).run() }
    let done = try parts().count { $0.count > 1 }
    #expect(done < 6)
    #expect(try pass(2).pending().count == 6 - done)
    _ = try pass(2).run()
    #expect(try parts().allSatisfy { $0.count == 3 })
    #expect(try parts().map { $0[0] } == whole.map { $0[0] })

    // Removed, they are lacking only where they are wanted.
    let removed = try library.catalogue.writer().transaction { try $0.removeParts() }
    #expect(removed == 12)
    #expect(try parts() == whole)
    #expect(try pass(0).pending().isEmpty)
    #expect(try pass(2).pending().count == 6)
  }

  /// Whoever writes a vector without its parts takes them, and the mark that they are there, away.
  @Test func partsAndTheirMarkGoTogether() throws {
    _ = try index(crops: 2)
    let image = try #require(try library.reader.imageColumns().ids.first)
    let model = FakePictureModel().pictureModel(side: 64, crops: 0)
    try library.catalogue.writer().transaction { transaction in
      try transaction.putEmbedding(PictureEmbedding(model.space, [1, 2, 3, 4]), of: image)
    }
    #expect(try pass(2).pending() == [image])
    #expect(try pass(0).pending().isEmpty)
  }

  @Test func aBatchIsFullByItsParts() {
    let batch = DynamicBatch<Int>(FakePictureModel())
    let image = DrawnPicture.image(seed: 1, width: 80, height: 80)
    let half = PictureBox(left: 0.5, top: 0, width: 0.5, height: 0.5)
    let parts = FittedParts(of: image, parts: [half, half], by: FakePictureModel())
    #expect(batch.add(1, parts).isEmpty)
    let results = batch.add(2, parts)
    #expect(results.map(\.item) == [1, 2])
    for result in results {
      guard case .vectors(let made) = result.answer else {
        Issue.record("\(result.answer)")
        continue
      }
      #expect(made.map(\.box) == [.whole, half, half])
      #expect(made[1].vector == image.part(half).samples.prefix(4).map { Float($0) + 1 })
    }
  }
}
