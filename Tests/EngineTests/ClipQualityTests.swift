import Catalogue
import Core
import Foundation
import Ingest
import Quality
import TestSupport
import Testing

@testable import Engine

/// CLIP-IQA in a library: tried once for the files of a model, kept, and off unless it passed.
@Suite struct ClipQualityTests {
  /// Knows which of two pictures it is shown is the whole one, or does not.
  private final class Judge: ImageEmbedding, TextEmbedding {
    let space: VectorSpace
    let preferredBatch = 2
    let knows: Bool

    init(_ version: String, knows: Bool) {
      space = VectorSpace(name: "judge-\(version)", dimension: 2)
      self.knows = knows
    }

    func fitted(_ image: RGBImage) -> FittedPicture { FittedPicture(image) }

    func vectors(of pictures: [FittedPicture]) throws(Fault) -> [[Float]] {
      pictures.indices.map { $0 == 0 && knows ? [0.8, 0.6] : [0.6, 0.8] }
    }

    func vectors(of texts: [String]) throws(Fault) -> [[Float]] {
      texts.map { $0 == ClipDirection.good ? [1, 0] : [0, 1] }
    }
  }

  private let folder: TemporaryFolder
  private let library: Library

  init() throws {
    folder = try TemporaryFolder()
    library = try Library(at: folder.path.appending("library"))
    let pictures = folder.path.appending("pictures")
    try FileManager.default.createDirectory(
      atPath: pictures.display, withIntermediateDirectories: true)
    for seed in 1...9 {
      try Data(DrawnPicture.bitmap(seed: UInt64(seed)))
        .write(to: URL(filePath: pictures.appending("\(seed).bmp").display))
    }
    var options = IndexOptions()
    options.assessor = QualityAssessor()
    try library.index([pictures], options: options)
    try library.writer.transaction { try $0.setSetting(Library.modelSetting, to: "judge") }
  }

  /// Gives all pictures but the last vectors of a model.
  private func embed(_ judge: Judge) throws {
    let space = EmbeddingSpace(judge.space, origin: .model(name: "judge", version: "1"))
    let images = try library.reader.presentRows().sorted().dropLast()
    try library.writer.transaction { transaction in
      for image in images {
        try transaction.putEmbedding(
          PictureEmbedding(space, [0.7102, 0.7040]), of: ImageID(rawValue: image))
      }
    }
  }

  @Test func aModelThatPassesScoresStoredVectors() throws {
    let judge = Judge("1", knows: true)
    try embed(judge)
    #expect(try library.clipStanding()?.words.contains("not tried yet") == true)
    #expect(try library.quality().pictures.allSatisfy { $0.clipIQA == nil })
    let standing = try library.clipStanding(trying: judge, named: "judge")
    #expect(standing.words == "on, by judge: 8 of 8 pictures score lower when damaged")
    let listing = try library.quality()
    #expect(listing.clip?.model == "judge")
    let scores = listing.pictures.compactMap(\.clipIQA)
    #expect(scores.count == 8 && listing.pictures.count == 9)
    #expect(scores.allSatisfy { abs($0 - 1 / (1 + exp(-0.62))) < 1e-3 }, "\(scores)")
    // Another model in use, or none, has nothing to do with it.
    try library.writer.transaction { try $0.setSetting(Library.modelSetting, to: "other") }
    #expect(try library.quality().pictures.allSatisfy { $0.clipIQA == nil })
    try library.writer.transaction { try $0.setSetting(Library.modelSetting, to: nil) }
    #expect(try library.clipStanding() == nil)
  }

  @Test func aModelThatFailsIsOffAndSaysWhy() throws {
    let judge = Judge("1", knows: false)
    try embed(judge)
    let standing = try library.clipStanding(trying: judge, named: "judge")
    #expect(
      standing.words
        == "off for judge, because it does not tell a photograph from a damaged one: 0 of 8 score "
        + "lower when damaged")
    let listing = try library.quality()
    #expect(listing.pictures.allSatisfy { $0.clipIQA == nil })
    #expect(listing.clip?.model == nil && listing.clip?.words == standing.words)
  }

  /// The verdict is that of the files; other files under the same name are tried anew.
  @Test func aVerdictIsKeptForTheFilesOfAModel() throws {
    let (old, new) = (Judge("1", knows: true), Judge("2", knows: false))
    try embed(old)
    _ = try library.clipStanding(trying: old, named: "judge")
    // The same space is not tried again.
    let same = try library.clipStanding(trying: Judge("1", knows: false), named: "judge")
    #expect(same.model == "judge")
    try embed(new)
    #expect(try library.clipStanding(trying: new, named: "judge").model == nil)
    #expect(try library.clipStanding()?.model == nil)
  }

  @Test func withoutVectorsThereIsNothingToTryItOn() throws {
    let standing = try library.clipStanding(trying: Judge("1", knows: true), named: "judge")
    #expect(standing.words.contains("fewer than 8 pictures have its vectors"))
    #expect(try library.clipStanding()?.words.contains("not tried yet") == true)
  }
}
