import Catalogue
import Core
import Foundation
import Store
import TestSupport
import Testing

/// Libraries that earlier versions have left on people's disks.
@Suite struct MigrationTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What `PRAGMA application_id` of every catalogue is.
  private static let applicationID: Int32 = 0x5365_6D62

  /// Makes a library folder as the version that released a schema left it.
  private func library(_ version: Int, _ dump: SQL) throws -> FilePath {
    let library = folder.path.appending("library \(version)")
    _ = try Catalogue(at: library)
    let path = library.appending("old.sqlite")
    let migrations = (1...version).map { number in
      Migration(number, "dump") { connection in
        if number == version { try connection.script(dump) }
      }
    }
    let schema = Schema(applicationID: Self.applicationID, migrations: migrations)
    do {
      let database = try Database(at: path, schema: schema)
      try database.checkpoint()
    }
    for name in ["catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm"] {
      try? FileManager.default.removeItem(atPath: library.appending(name).display)
    }
    try FileManager.default.moveItem(
      atPath: path.display, toPath: library.appending("catalogue.sqlite").display)
    return library
  }

  @Test func aLibraryOfSchemaOneOpensWithEverythingInIt() throws {
    let catalogue = try Catalogue(at: library(1, schemaOne))
    let reader = catalogue.reader()
    #expect(try catalogue.integrityProblems() == [])
    #expect(
      try reader.allFiles().map(\.path)
        == ["/photos/0.jpg", "/photos/1.jpg", "/photos/2.jpg", "/photos/bad.jpg"])
    #expect(try reader.files(in: .failed).map(\.failure?.code) == ["picture.damaged"])
    let columns = try reader.imageColumns()
    #expect(columns.count == 3)
    #expect(columns.cameras == ["Canon EOS 5D"])
    let image = try #require(try reader.image(columns.ids[1]))
    #expect(image.record.metadata.keywords == ["tree", "lake"])
    #expect(image.record.metadata.takenLocal == "2024-05-01T12:34:56")
    #expect(try reader.luma(of: image.id)?.samples == [UInt8](repeating: 1, count: 16))
    #expect(try reader.rawMetadata(of: image.id) == #"{"exif":{"Make":"Canon"}}"#)
    #expect(try reader.imagesLacking(.fingerprints, version: 1).isEmpty)
    #expect(try reader.imagesLacking(.thumbnail, version: 1, includingFailed: true).count == 3)
    #expect(try reader.roots().map(\.path) == ["/photos"])
    #expect(try reader.referenceFolders() == ["/photos/best"])
    #expect(try reader.setting("a") == "b")
    #expect(try reader.notDuplicates() == [ImagePair(columns.ids[0], columns.ids[1])])
    let run = try #require(try reader.lastDuplicateRun().flatMap { try reader.duplicateRun($0) })
    #expect(run.groups.map(\.members.count) == [2])
    #expect(run.groups[0].links[0].distance == 3)
  }

  @Test func aLibraryOfSchemaTwoOpensWithItsVectors() throws {
    let catalogue = try Catalogue(at: library(2, schemaTwo))
    #expect(try catalogue.integrityProblems() == [])
    let space = EmbeddingSpace(
      VectorSpace(name: "clip", dimension: 2), origin: .model(name: "clip-vit-b32", version: "1"))
    let feed = catalogue.embeddingFeed()
    #expect(try feed.spaces() == [space])
    #expect(
      try catalogue.reader().embedding(of: ImageID(rawValue: 1), in: space.space) == [
        EmbeddedPart([1, 0]),
        EmbeddedPart([0, 1], box: PictureBox(left: 0.25, top: 0.25, width: 0.5, height: 0.5)),
      ])
    let changes = try feed.changes(in: space.space, after: 4, limit: 10)
    #expect(changes.changes.map(\.revision) == [5])
    #expect(changes.changes[0].vectors == [[1, 0], [0, 1]])
  }

  @Test func aLibraryOfSchemaThreeOpensWithItsComparisons() throws {
    let catalogue = try Catalogue(at: library(3, schemaThree))
    #expect(try catalogue.integrityProblems() == [])
    let (one, two) = (ImageID(rawValue: 1), ImageID(rawValue: 2))
    #expect(try catalogue.reader().comparedImages() == [one: [1, 2, 3, 4], two: [5]])
    let pair = ImagePair(one, two)
    #expect(
      try catalogue.reader().keptComparisons() == [
        KeptComparison(pair: pair, way: [], evidence: [10, 11]),
        KeptComparison(pair: pair, way: [7], evidence: nil),
      ])
  }

  @Test(arguments: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
  func picturesOfAnOldLibraryAreFoundByTheirWords(version: Int) throws {
    let dumps = [
      schemaOne, schemaTwo, schemaThree, schemaFour, schemaFive, schemaSix, schemaSeven,
      schemaEight, schemaNine, schemaTen, schemaEleven, schemaTwelve,
    ]
    let dump = dumps[version - 1]
    let catalogue = try Catalogue(at: library(version, dump))
    let reader = catalogue.reader()
    let found = try reader.textMatches("tree", within: reader.presentRows(), limit: 10)
    #expect(found.map(\.row) == [1, 2, 3])
    #expect(try reader.wordsLike("tre") == ["tree"])
  }

  @Test func aLibraryOfSchemaFiveOpensWithItsQuality() throws {
    let catalogue = try Catalogue(at: library(5, schemaFive))
    #expect(try catalogue.integrityProblems() == [])
    let quality = try #require(try catalogue.reader().quality(of: ImageID(rawValue: 1)))
    #expect(quality.opinion == 61.5 && quality.brisque == nil && quality.brisqueModel == nil)
    #expect(quality.notes == ["One note.", "Another."])
    #expect(quality.issues.map(\.kind) == ["dark"])
    #expect(quality.issue("dark")?.isFound == true)
  }

  @Test func aLibraryOfSchemaSixIsListedInOrder() throws {
    let reader = try Catalogue(at: library(6, schemaSix)).reader()
    let page = try reader.pictures(in: .size, ascending: true, limit: 2)
    #expect(page.pictures.count == 2)
    #expect(page.pictures[0].byteSize <= page.pictures[1].byteSize)
  }

  /// What was found without a baseline is found anew; what was said of it stays.
  @Test func aLibraryOfSchemaSevenOpensWithWhatWasSaid() throws {
    let reader = try Catalogue(at: library(7, schemaSeven)).reader()
    #expect(try reader.anomalyCount() == 0 && reader.anomalyLook() == nil)
    #expect(try reader.feedback(on: ImageID(rawValue: 1)).map(\.note) == ["odd"])
  }

  @Test func aLibraryOfSchemaEightOpensWithItsMarks() throws {
    let reader = try Catalogue(at: library(8, schemaEight)).reader()
    #expect(try reader.file(at: "/photos/0.jpg")?.marks == ["cropped"])
    #expect(try reader.file(at: "/photos/1.jpg")?.marks == [])
  }

  @Test func aLibraryOfSchemaNineOpensWithItsAutomaticTags() throws {
    let reader = try Catalogue(at: library(9, schemaNine)).reader()
    let said = try reader.automaticTags(of: ImageID(rawValue: 1))
    #expect(said.map(\.set) == [TagSet(name: "things", space: "clip")])
    #expect(said.first?.tags == [AutomaticTag(name: "tree", confidence: 0.5)])
    let space = VectorSpace(name: "clip", dimension: 2)
    #expect(try reader.labelVectors(in: space) == ["a tree": [1, 0]])
  }

  @Test func aLibraryOfSchemaTenOpensWithItsArchives() throws {
    let archive = try #require(
      try Catalogue(at: library(10, schemaTen)).reader().archives().first)
    #expect(archive.paths == ["/models/a.zip"])
    #expect(archive.record.entries.map(\.crc) == [0xFFFF_FFFF])
    #expect(archive.record.previews.map(\.look.descriptor) == [[1, 0]])
    #expect(archive.record.issues.map(\.code) == ["archive.link"])
  }

  @Test func aLibraryOfSchemaElevenOpensWithWhatPeopleSaid() throws {
    let reader = try Catalogue(at: library(11, schemaEleven)).reader()
    let judgement = try reader.judgement(of: ImageID(rawValue: 1))
    #expect(judgement.personRating == 5 && judgement.isFavourite)
    #expect(judgement.tags.map(\.name) == ["tree"] && judgement.refusedTags == ["lake"])
    #expect(try reader.image(ImageID(rawValue: 1))?.record.metadata.rating == 5)
  }

  /// Stars that files gave before people could give any stay what the files say.
  @Test func starsOfFilesBecomeTheFilesStars() throws {
    let stars: SQL = schemaNine + "UPDATE images SET rating = 3 WHERE id = 2;"
    let judgement = try Catalogue(at: library(9, stars)).reader()
      .judgement(of: ImageID(rawValue: 2))
    #expect(judgement.fileRating == 3 && judgement.personRating == nil)
    #expect(judgement.rating == 3)
  }

  @Test func aLibraryOfSchemaTwelveOpensWithItsAnomalies() throws {
    let reader = try Catalogue(at: library(12, schemaTwelve)).reader()
    let found = try reader.anomalies(offset: 0, limit: 10)
    #expect(found.map { $0.anomaly.standings.map(\.score) } == [[2.5]])
    #expect(found.map(\.isReviewed) == [true] && found[0].anomaly.standings[0].isUnusual)
    #expect(
      found[0].anomaly.normals == [
        .init(baseline: .library, image: ImageID(rawValue: 2), cosine: 0.75)
      ])
    #expect(try reader.anomalyLook()?.unusualCount == 1)
  }

  @Test func anOldLibraryAndANewOneHaveTheSameTables() throws {
    func tables(_ library: FilePath) throws -> [String] {
      _ = try Catalogue(at: library)
      // Opened by a schema without steps to take: only looked at.
      let migrations = (1...99).map { Migration($0, "none") { _ in } }
      let database = try Database(
        at: library.appending("catalogue.sqlite"),
        schema: Schema(applicationID: Self.applicationID, migrations: migrations))
      return try database.read { connection in
        try connection.rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name") {
          $0.text(0)
        }
      }
    }
    let fresh = try tables(folder.path.appending("fresh"))
    #expect(try tables(library(1, schemaOne)) == fresh)
    #expect(try tables(library(2, schemaTwo)) == fresh)
    #expect(try tables(library(3, schemaThree)) == fresh)
    #expect(try tables(library(4, schemaFour)) == fresh)
    #expect(try tables(library(5, schemaFive)) == fresh)
    #expect(try tables(library(6, schemaSix)) == fresh)
    #expect(try tables(library(7, schemaSeven)) == fresh)
    #expect(try tables(library(8, schemaEight)) == fresh)
    #expect(try tables(library(9, schemaNine)) == fresh)
    #expect(try tables(library(10, schemaTen)) == fresh)
    #expect(try tables(library(11, schemaEleven)) == fresh)
    #expect(fresh.count > 15)
  }
}
