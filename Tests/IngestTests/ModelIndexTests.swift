import Catalogue
import Core
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Ingest

/// An index with a model gives every picture its own vector from the one decode.
@Suite struct ModelIndexTests {
  let library: Library
  let space = FakePictureModel().space

  init() throws {
    library = try Library()
    for number in 0..<103 {
      let content = number % 7 == 3 ? "bad \(number)" : "picture \(number)"
      try library.write(content, to: "\(number % 5)/\(number).jpg")
    }
  }

  /// Every vector is that of its own picture.
  private func embeddedCount() throws -> Int {
    var count = 0
    for image in try library.reader.imageColumns().ids {
      let hash = try #require(try library.reader.image(image)).record.hashes.dct
      for part in try library.reader.embedding(of: image, in: space) {
        #expect(part.vector == FakePictureModel.vector(of: hash))
        count += 1
      }
    }
    return count
  }

  private func pass(_ model: FakePictureModel) -> EmbeddingPass {
    EmbeddingPass(catalogue: library.catalogue, owner: .local, model: model.pictureModel)
  }

  @Test(arguments: [1, 2, 5])
  func everyPictureHasItsOwnVector(workers: Int) throws {
    var options = IndexOptions()
    options.workers = workers
    let model = FakePictureModel()
    let report = try library.index(FakeProcessor(model: model), options: options)
    #expect(report.counts.indexed == 88 && report.counts.failed == 15)
    #expect(report.counts.embedded == 88)
    #expect(try embeddedCount() == 88)
    // Damaged files leave no holes in batches.
    let sizes = model.sizes.withLock { $0 }
    #expect(sizes.reduce(0, +) == 88 && sizes.allSatisfy { $0 <= 4 })
    #expect(try pass(model).pending() == [])
    #expect(try library.index(FakeProcessor(model: model)).counts.embedded == 0)
  }

  /// The index goes on, and the pass after it says what is wrong.
  @Test func aBrokenModelKeepsNoPictureOut() throws {
    let broken = FakePictureModel(limit: 30)
    let report = try library.index(FakeProcessor(model: broken))
    #expect(report.counts.indexed == 88 && report.counts.embedded <= 30)
    #expect(try embeddedCount() == report.counts.embedded)
    // After the first refusal each worker asks once more at most, with four pictures at most.
    let asked = broken.sizes.withLock { $0.reduce(0, +) }
    #expect(asked <= 30 + 4 * (1 + IndexOptions().workers))
    #expect(try pass(FakePictureModel()).pending().count == 88 - report.counts.embedded)
  }

  /// Every picture is decoded again, and the fault of a model ends the pass.
  @Test func aPassGivesWhatIsLacking() throws {
    let library = try Library()
    for number in 0..<11 {
      try library.folder.write(Self.bitmap(UInt8(number)), to: "photos/\(number).bmp")
    }
    let report = try library.index(FakeProcessor())
    #expect(report.counts.indexed == 11)
    let (broken, model) = (FakePictureModel(limit: 0), FakePictureModel())
    func pass(_ model: FakePictureModel) -> EmbeddingPass {
      EmbeddingPass(catalogue: library.catalogue, owner: .local, model: model.pictureModel)
    }
    #expect(throws: Fault.self) { try pass(broken).run() }
    #expect(try pass(broken).pending().count == 11)
    let counts = try pass(model).run()
    #expect(counts.embedded == 11 && counts.failed == 0)
    #expect(try pass(model).pending() == [])
    for file in try library.reader.allFiles() {
      let number = try #require(Float(file.path.lastComponent.display.dropLast(4)))
      let image = try #require(file.image)
      #expect(try library.reader.embedding(of: image, in: space)[0].vector[0] == number + 1)
    }
  }

  /// One grey pixel.
  private static func bitmap(_ grey: UInt8) -> [UInt8] {
    func words(_ values: UInt32...) -> [UInt8] {
      values.flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    }
    return Array("BM".utf8) + words(58, 0, 54, 40, 1, 1, 1 | 24 << 16, 0, 4, 0, 0, 0, 0)
      + [grey, grey, grey, 0]
  }

  @Test(arguments: [2, 9, 60])
  func aCancelledIndexKeepsWhatWasDecoded(after count: Int) throws {
    let cancellation = CancellationToken()
    let model = FakePictureModel()
    let stopping = FakeProcessor(model: model) { if $0 == count { cancellation.cancel() } }
    let first = try library.index(stopping, cancellation: cancellation)
    #expect(first.wasCancelled)
    let rest = FakeProcessor(model: model)
    let second = try library.index(rest)
    #expect(first.counts.indexed + second.counts.indexed == 88)
    #expect(stopping.processed + rest.processed == 103)
    let embedded = first.counts.embedded + second.counts.embedded
    #expect(try pass(model).pending().count == 88 - embedded)
  }

  @Test func oneThreadCompletesTheBatchOfAnother() {
    let batch = DynamicBatch<Int>(FakePictureModel())
    let picture = FittedParts(
      FittedPicture(RGBImage(width: 2, height: 1, samples: [0, 1, 2, 3, 4, 5])))
    for item in 0..<3 { #expect(batch.add(item, picture).isEmpty) }
    #expect(batch.add(3, picture).map(\.item) == [0, 1, 2, 3])
    #expect(batch.flush().isEmpty)
    _ = batch.add(4, picture)
    #expect(batch.skip().map(\.item) == [4])
    #expect(batch.flush().isEmpty)
  }
}
