import Catalogue
import Core
import Fingerprints
import Foundation
import Ingest
import TestSupport
import Testing

@testable import Engine

/// The built-in descriptor comes from the index's one decode and lies in the catalogue.
@Suite struct DescriptorIndexTests {
  private let folder: TemporaryFolder
  private let library: Library
  private let pictures: FilePath

  init() throws {
    folder = try TemporaryFolder()
    library = try Library(at: folder.path.appending("library"))
    pictures = folder.path.appending("pictures")
    try FileManager.default.createDirectory(
      atPath: pictures.display, withIntermediateDirectories: true)
    for (name, seed) in [("one", 1), ("two", 2), ("again", 1)] as [(String, UInt64)] {
      try Data(DrawnPicture.bitmap(seed: seed))
        .write(to: URL(filePath: pictures.appending(name + ".bmp").display))
    }
  }

  @Test func everyPictureHasOneVector() throws {
    try library.index([pictures])
    let spaces = try library.reader.embeddingSpaces()
    #expect(spaces == [EmbeddingSpaceTotals(space: .builtin, imageCount: 2, vectorCount: 2)])
    for image in try library.reader.presentRows().map(ImageID.init(rawValue:)) {
      let parts = try library.reader.embedding(of: image, in: VisualDescriptor.space)
      #expect(parts.map(\.box) == [.whole])
      let signals = try library.reader.signals(of: image)
      #expect(
        signals.contains(
          SignalRecord(
            .embedding(in: VisualDescriptor.space), version: VisualDescriptor.version)))
    }
  }

  /// What is stored is what the descriptor says of the decoded pixels.
  @Test func theVectorIsThePictures() throws {
    try library.index([pictures])
    let vectors = try library.reader.presentRows().map {
      try library.reader.embedding(of: ImageID(rawValue: $0), in: VisualDescriptor.space)[0].vector
    }
    let expected = [1, 2].map { seed in
      VisualDescriptor.vector(of: DrawnPicture.image(seed: seed, width: 320, height: 240))
    }
    #expect(Set(vectors) == Set(expected))
  }

  /// A library of a version without the descriptor gets it at the next index, and only once.
  @Test func olderLibrariesCatchUp() throws {
    try library.index([pictures])
    try library.writer.transaction { try $0.removeSpace(VisualDescriptor.space) }
    #expect(try library.reader.embeddingSpaces().isEmpty)
    try library.index([pictures])
    #expect(try library.reader.embeddingSpaces().map(\.imageCount) == [2])
    let third = try library.index([pictures])
    #expect(third.counts.unchanged == 3)
  }
}
