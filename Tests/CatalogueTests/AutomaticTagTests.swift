import Catalogue
import Core
import TestSupport
import Testing

/// Tags that models give live beside those of files and people.
@Suite struct AutomaticTagTests {
  private let folder: TemporaryFolder
  private let catalogue: Catalogue
  private let images: [ImageID]

  init() throws {
    folder = try TemporaryFolder()
    catalogue = try Catalogue(at: folder.path)
    images = try catalogue.writer().transaction { transaction in
      try (0..<3).map { number in
        let image = try transaction.putImage(
          Samples.record(number), luma: Samples.luma(number), signals: [])
        try transaction.putFile(
          FilePath("/photos/\(number).jpg"), identity: Samples.identity(number), image: image)
        return image
      }
    }
  }

  private func put(_ set: TagSet, _ tags: [Int: [(String, Double)]], of pictures: [Int]) throws {
    try catalogue.writer().transaction { transaction in
      try transaction.putAutomaticTags(
        pictures.map { number in
          (images[number], (tags[number] ?? []).map { AutomaticTag(name: $0.0, confidence: $0.1) })
        }, of: set, labelCount: 9)
    }
  }

  private func found(_ word: String) throws -> [Int64] {
    let reader = catalogue.reader()
    return try reader.textMatches(word, within: reader.presentRows(), limit: 10).map(\.row).sorted()
  }

  private let things = TagSet(name: "things", space: "clip-1")
  private let places = TagSet(name: "places", space: "clip-1")

  @Test func theyAreFoundAndReplacedByTheirSetAlone() throws {
    let reader = catalogue.reader()
    try catalogue.writer().transaction { try $0.putTags(["dog"], source: .person, of: images[0]) }
    try put(things, [0: [("dog", 0.9), ("cat", 0.6)], 1: [("dog", 0.8)]], of: [0, 1, 2])
    try put(places, [1: [("beach", 0.7), ("dog", 0.95)]], of: [0, 1, 2])
    #expect(try found("dog") == [images[0].rawValue, images[1].rawValue])
    #expect(try found("beach") == [images[1].rawValue])
    #expect(try reader.tags(of: images[1], source: .model) == ["dog", "beach"])
    #expect(try reader.allTags(of: images[0]).filter { $0 == "dog" }.count == 1)

    // Again, with other results: a person's tag and the other set stay.
    try put(things, [2: [("cat", 0.7)]], of: [0, 1, 2])
    #expect(try reader.tags(of: images[0], source: .person) == ["dog"])
    #expect(try reader.tags(of: images[0], source: .model) == [])
    #expect(try reader.tags(of: images[0], source: .file).contains("zebra"))
    #expect(try reader.tags(of: images[1], source: .model) == ["dog", "beach"])
    #expect(try found("cat") == [images[2].rawValue])
    #expect(
      try reader.automaticTags(of: images[1]) == [
        AutomaticTags(
          set: places,
          tags: [
            AutomaticTag(name: "dog", confidence: 0.95),
            AutomaticTag(name: "beach", confidence: 0.7),
          ])
      ])
  }

  @Test func onlyPicturesThatWereLookedAtChange() throws {
    try put(things, [0: [("dog", 0.9)], 1: [("dog", 0.8)]], of: [0, 1, 2])
    try put(things, [1: [("cat", 0.8)]], of: [1])
    let reader = catalogue.reader()
    #expect(try reader.tags(of: images[0], source: .model) == ["dog"])
    #expect(try reader.tags(of: images[1], source: .model) == ["cat"])
    let totals = try #require(try reader.tagSets().first)
    #expect(totals.set == things && totals.imageCount == 2 && totals.tagCount == 2)
  }

  @Test func modelsDoNotReplaceEachOther() throws {
    let other = TagSet(name: "things", space: "siglip-1")
    try put(things, [0: [("dog", 0.9)]], of: [0])
    try put(other, [0: [("wolf", 0.6)]], of: [0])
    let reader = catalogue.reader()
    #expect(try reader.tags(of: images[0], source: .model) == ["dog", "wolf"])
    let count = try catalogue.writer().transaction {
      try $0.removeAutomaticTags(ofSetsNamed: "things")
    }
    #expect(count == 2)
    #expect(try reader.tags(of: images[0], source: .model) == [])
    #expect(try reader.tagSets() == [])
    #expect(try found("wolf") == [])
    #expect(try catalogue.integrityProblems() == [])
  }

  @Test func anotherOwnersPicturesAreNotTagged() throws {
    let other = Owner("other")
    try catalogue.writer(owner: other).transaction { transaction in
      try transaction.putAutomaticTags(
        [(images[0], [AutomaticTag(name: "dog", confidence: 1)])], of: things, labelCount: 1)
    }
    #expect(try catalogue.reader().tags(of: images[0], source: .model) == [])
    #expect(try catalogue.reader(owner: other).tagSets().map(\.tagCount) == [0])
  }

  @Test func vectorsOfLabelsAreKeptBySpace() throws {
    let space = VectorSpace(name: "clip-1", dimension: 2)
    try catalogue.writer().transaction { try $0.putLabelVectors(["a dog": [1, 0]], in: space) }
    #expect(try catalogue.reader().labelVectors(in: space) == ["a dog": [1, 0]])
    let other = VectorSpace(name: "clip-2", dimension: 2)
    #expect(try catalogue.reader().labelVectors(in: other) == [:])
  }
}
