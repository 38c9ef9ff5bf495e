import Catalogue
import Core
import TestSupport
import Testing

@Suite struct EmbeddingTests {
  let folder: TemporaryFolder
  let catalogue: Catalogue

  init() throws {
    folder = try TemporaryFolder()
    catalogue = try Catalogue(at: folder.path.appending("library"))
  }

  private var reader: CatalogueReader { catalogue.reader() }
  private var writer: CatalogueWriter { catalogue.writer() }
  private var feed: EmbeddingFeed { catalogue.embeddingFeed() }

  private static let space = EmbeddingSpace(
    VectorSpace(name: "builtin-1", dimension: 3), origin: .builtin(version: 1))
  private static let model = EmbeddingSpace(
    VectorSpace(name: "clip", dimension: 2), origin: .model(name: "clip-vit-b32", version: "7"))

  private static func whole(_ number: Int) -> PictureEmbedding {
    PictureEmbedding(space, [Float(number), 0.5, -.leastNormalMagnitude])
  }

  /// The images that changed since a revision, in batches of two.
  private func changed(since revision: Int64, in space: EmbeddingSpace) throws -> [Int64] {
    var images: [Int64] = []
    var reached = revision
    while true {
      let batch = try feed.changes(in: space.space, after: reached, limit: 2)
      #expect(batch.through >= reached)
      reached = batch.through
      images += batch.changes.map(\.image.rawValue)
      if batch.changes.count < 2 { break }
    }
    #expect(try reached == feed.revision())
    return images
  }

  @Test func vectorsComeBackAsTheyWentInWithTheirBoxes() throws {
    let box = PictureBox(left: 0.1, top: 0.2, width: 0.3, height: 0.8)
    let parts = [EmbeddedPart([1, -0.0]), EmbeddedPart([3.1415927, 1e-38], box: box)]
    let image = try writer.transaction { transaction in
      let image = try transaction.put(1, at: "/p/1.jpg").image
      try transaction.putEmbedding(PictureEmbedding(Self.model, parts: parts), of: image)
      try transaction.putEmbedding(Self.whole(1), of: image)
      return image
    }
    #expect(try reader.embedding(of: image, in: Self.model.space) == parts)
    #expect(
      try reader.embeddingSpaces() == [
        EmbeddingSpaceTotals(space: Self.space, imageCount: 1, vectorCount: 1),
        EmbeddingSpaceTotals(space: Self.model, imageCount: 1, vectorCount: 2),
      ])
    #expect(try feed.spaces() == [Self.space, Self.model])
  }

  @Test func writingAgainReplacesEveryPart() throws {
    let image = try writer.transaction { transaction in
      let image = try transaction.put(1, at: "/p/1.jpg").image
      let parts = (0..<3).map { EmbeddedPart([Float($0), 0]) }
      try transaction.putEmbedding(PictureEmbedding(Self.model, parts: parts), of: image)
      return image
    }
    let before = try feed.revision()
    try writer.transaction {
      try $0.putEmbedding(PictureEmbedding(Self.model, [9, 9]), of: image)
    }
    #expect(try reader.embedding(of: image, in: Self.model.space) == [EmbeddedPart([9, 9])])
    let changes = try feed.changes(in: Self.model.space, after: before, limit: 10).changes
    #expect(changes.map(\.vectors) == [[[9, 9]]])
    #expect(try feed.changes(in: Self.model.space, after: 0, limit: 10).changes == changes)
  }

  @Test func theFeedGivesEveryChangeOnceAndInOrder() throws {
    let ids = try writer.transaction { transaction in
      try (1...5).map { number in
        let image = try transaction.put(number, at: FilePath("/p/\(number).jpg")).image
        try transaction.putEmbedding(Self.whole(number), of: image)
        return image
      }
    }
    #expect(try changed(since: 0, in: Self.space) == [1, 2, 3, 4, 5])
    #expect(try feed.imageCount(in: Self.space.space) == 5)
    let first = try feed.revision()
    #expect(try changed(since: first, in: Self.space) == [])
    try writer.transaction { transaction in
      try transaction.putEmbedding(Self.whole(2), of: ids[1])
      try transaction.putEmbedding(PictureEmbedding(Self.model, [0, 1]), of: ids[3])
      try transaction.removeEmbedding(in: Self.space.space, of: ids[0])
    }
    #expect(try changed(since: first, in: Self.space) == [2, 1])
    #expect(try changed(since: first, in: Self.model) == [4])
    let last = try feed.changes(in: Self.space.space, after: first, limit: 9)
    #expect(last.changes.map(\.vectors.count) == [1, 0])
  }

  @Test func anImageThatGoesIsLoggedAndItsNumberMayComeAgain() throws {
    let (_, file) = try writer.transaction { transaction in
      let (image, file) = try transaction.put(1, at: "/p/1.jpg")
      try transaction.putEmbedding(Self.whole(1), of: image)
      return (image, file)
    }
    let before = try feed.revision()
    try writer.transaction { transaction in
      try transaction.markMissing([file])
      #expect(try transaction.forgetMissing().count == 1)
    }
    let gone = try feed.changes(in: Self.space.space, after: before, limit: 9)
    #expect(gone.changes.map(\.vectors) == [[]])
    #expect(try reader.presentRows().isEmpty)
    try writer.transaction { transaction in
      let (image, _) = try transaction.put(2, at: "/p/2.jpg")
      #expect(image == gone.changes[0].image, "SQLite gives the number of a last row again")
      try transaction.putEmbedding(Self.whole(2), of: image)
    }
    let again = try feed.changes(in: Self.space.space, after: gone.through, limit: 9)
    #expect(again.changes.map(\.vectors) == [Self.whole(2).parts.map(\.vector)])
    #expect(try Array(reader.presentRows()) == [gone.changes[0].image.rawValue])
  }

  @Test func aSpaceIsForgottenWholeAndItsRevisionsAreNotGivenAgain() throws {
    let signal = Signal.embedding(in: Self.space.space)
    let image = try writer.transaction { transaction in
      let image = try transaction.put(1, at: "/p/1.jpg").image
      try transaction.putEmbedding(Self.whole(1), of: image)
      try transaction.putEmbedding(PictureEmbedding(Self.model, [1, 2]), of: image)
      try transaction.putSignal(SignalRecord(signal, version: 1), of: image)
      return image
    }
    let before = try feed.revision()
    try writer.transaction { transaction in
      try transaction.removeSpace(Self.space.space)
      try transaction.putEmbedding(Self.whole(3), of: image)
    }
    #expect(try reader.embedding(of: image, in: Self.space.space) == Self.whole(3).parts)
    #expect(try reader.embedding(of: image, in: Self.model.space).count == 1)
    #expect(try reader.imagesLacking(signal, version: 1) == [image])
    #expect(try feed.changes(in: Self.space.space, after: 0, limit: 9).changes[0].revision > before)
    #expect(try catalogue.integrityProblems() == [])
  }

  @Test func aPictureItsVectorsAndItsSignalAreWrittenTogetherOrNotAtAll() throws {
    struct Stop: Error {}
    let signal = Signal.embedding(in: Self.space.space)
    #expect(throws: Stop.self) {
      try writer.transaction { transaction in
        try transaction.putImage(
          Samples.record(1), luma: Samples.luma(1), embeddings: [Self.whole(1)],
          signals: [SignalRecord(signal, version: 1)])
        throw Stop()
      }
    }
    #expect(try feed.spaces() == [])
    #expect(try feed.revision() == 0)
    let image = try writer.transaction { transaction in
      try transaction.putImage(
        Samples.record(1), luma: Samples.luma(1), embeddings: [Self.whole(1)],
        signals: [SignalRecord(signal, version: 1)])
    }
    #expect(try reader.embedding(of: image, in: Self.space.space) == Self.whole(1).parts)
    #expect(try reader.imagesLacking(signal, version: 1).isEmpty)
  }

  @Test func aNameStandsForOneKindOfVectors() throws {
    try writer.transaction { transaction in
      let image = try transaction.put(1, at: "/p/1.jpg").image
      try transaction.putEmbedding(Self.whole(1), of: image)
      let longer = EmbeddingSpace(
        VectorSpace(name: "builtin-1", dimension: 4), origin: .builtin(version: 1))
      #expect(throws: Fault.self) {
        try transaction.putEmbedding(PictureEmbedding(longer, [1, 2, 3, 4]), of: image)
      }
      #expect(throws: Fault.self) {
        try transaction.putEmbedding(Self.whole(1), of: ImageID(rawValue: 99))
      }
    }
  }

  @Test func ownersDoNotSeeEachOthersVectors() throws {
    let image = try catalogue.writer(owner: "me").transaction { transaction in
      let image = try transaction.put(1, at: "/p/1.jpg").image
      try transaction.putEmbedding(Self.whole(1), of: image)
      return image
    }
    let other = catalogue.reader(owner: "other")
    #expect(try other.embedding(of: image, in: Self.space.space).isEmpty)
    #expect(try other.embeddingSpaces().isEmpty)
    #expect(try other.presentRows().isEmpty)
    try catalogue.writer(owner: "other").transaction {
      try $0.removeEmbedding(in: Self.space.space, of: image)
    }
    #expect(try !catalogue.reader(owner: "me").embedding(of: image, in: Self.space.space).isEmpty)
  }
}
